import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { type Permission, permissions } from '@allo/contracts/access';
import { AppError } from '@allo/kernel';
import { afterEach, describe, expect, it } from 'vitest';
import type { AccessControl } from '../access/index.ts';
import { createTestApi, openAccess, sampleCall, type TestApi } from '../testing.ts';

const callId = '01959999-0000-7000-8000-000000000001';
const opened: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

const holding = (held: Iterable<Permission>): AccessControl => ({
  ...openAccess,
  principalOf: async (asked) => {
    if (asked.headers.authorization !== 'Bearer allo_key') throw new AppError('unauthorized', 'Who is it?');
    return { ...(await openAccess.principalOf(asked)), permissions: new Set(held) };
  },
});

async function connect(access: AccessControl): Promise<{ client: Client; test: TestApi }> {
  const test = await createTestApi({ access });
  opened.push(() => test.api.close());
  const address = await test.api.listen({ host: '127.0.0.1', port: 0 });
  const transport = new StreamableHTTPClientTransport(new URL(`${address}/mcp`), {
    requestInit: { headers: { authorization: 'Bearer allo_key' } },
  });
  const client = new Client({ name: 'test', version: '1' });
  // Its optional fields are declared without `undefined`.
  await client.connect(transport as Parameters<Client['connect']>[0]);
  opened.push(() => client.close());
  return { client, test };
}

type Content = Array<{ text: string }>;

describe('Allo for an assistant (MCP)', () => {
  it('shows the tools whoever asks may use, with what they take', async () => {
    const { client } = await connect(holding(['calls:read']));
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['list_calls', 'get_call']);
    expect(tools[1]).toMatchObject({
      annotations: { readOnlyHint: true },
      inputSchema: { properties: { callId: { type: 'string' } }, required: ['callId'] },
    });
    const all = await (await connect(holding(permissions))).client.listTools();
    expect(all.tools.length).toBeGreaterThan(8);
    expect(all.tools.filter(({ annotations }) => !annotations?.readOnlyHint).map(({ name }) => name)).toEqual(
      ['create_agent', 'save_version', 'publish_version'],
    );
  });

  it('answers with what the API answers, in the name of the asker', async () => {
    const { client, test } = await connect(holding(['calls:read']));
    test.addCall(sampleCall(callId));
    const { content, isError } = await client.callTool({ name: 'get_call', arguments: { callId } });
    expect(isError).toBe(false);
    expect(JSON.parse((content as Content)[0]?.text ?? '')).toMatchObject({ id: callId, transcript: [] });
    const list = await client.callTool({ name: 'list_calls', arguments: { limit: 1, state: 'completed' } });
    expect(JSON.parse((list.content as Content)[0]?.text ?? '')).toMatchObject({ items: [{ id: callId }] });
  });

  it('tells the assistant what was wrong instead of failing', async () => {
    const { client } = await connect(holding(['calls:read']));
    const absent = await client.callTool({ name: 'get_call', arguments: { callId: '../agents/lidia' } });
    expect([absent.isError, (absent.content as Content)[0]?.text]).toEqual([
      true,
      expect.stringContaining('not_found'),
    ]);
    const hidden = await client.callTool({ name: 'list_leads', arguments: {} });
    expect([hidden.isError, (hidden.content as Content)[0]?.text]).toEqual([
      true,
      expect.stringContaining('list_leads'),
    ]);
  });

  it('knows nobody without a key, and has no stream', async () => {
    const { test } = await connect(holding(['calls:read']));
    const post = await test.api.inject({ method: 'POST', url: '/mcp', payload: { jsonrpc: '2.0' } });
    expect(post.statusCode).toBe(401);
    expect((await test.api.inject('/mcp')).statusCode).toBe(405);
  });
});
