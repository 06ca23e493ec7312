import { request } from 'node:http';
import fc from 'fast-check';
import { permissions } from '@allo/contracts/access';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimServer, type ServerProcess, startServerProcess } from '../server/index.ts';
import { type FuzzDescription, type FuzzRequest, type KnownValues, requestsFor } from './fuzz-requests.ts';

/** Of every operation; more with `FUZZ_RUNS`. */
const runs = Number(process.env.FUZZ_RUNS ?? 25);
const seed = Number(process.env.FUZZ_SEED ?? 20_261_121);
/** Longer than any request may take, loaded machine or not. */
const hangMs = 30_000;

const description = (await import('../../docs/openapi.json', { with: { type: 'json' } }))
  .default as unknown as FuzzDescription;
const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

let server: ServerProcess;
let authorization: string;
let known: KnownValues;

beforeAll(async () => {
  server = await startServerProcess({ env: { REQUESTS_PER_MINUTE: '999999999', LOG_LEVEL: 'error' } });
  const { headers, orgId } = await claimServer(server);
  const made = await fetch(`${server.httpUrl}/v1/keys`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'fuzz', scopes: permissions }),
  });
  authorization = `Bearer ${((await made.json()) as { token: string }).token}`;
  known = {
    id: ['lidia', 'salon', orgId],
    version: ['1', '2'],
    port: ['stt', 'llm', 'tts'],
    number: ['+74950000001'],
  };
});
afterAll(async () => {
  await server?.stop();
  await server?.dispose();
});

function send({ method, url, headers, body }: FuzzRequest): Promise<{ status: number; text: string }> {
  // A GET would be sent without saying where its body ends.
  const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const asking = request(
      `${server.httpUrl}${url}`,
      { method, headers: { ...headers, ...length, authorization }, signal: AbortSignal.timeout(hangMs) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
        response.on('error', reject);
      },
    );
    asking.on('error', reject);
    asking.end(body ?? undefined);
  });
}

/** The end of the organisation would end the run; refusing to sign in again would end its use. */
const harmful = ['delete /v1/organisation', 'post /v1/auth/sign-out', 'delete /v1/keys/{id}'];

describe('whatever is asked', () => {
  it.each(
    operations
      .filter(({ path, method }) => !harmful.includes(`${method} ${path}`))
      .map(({ path, method, operation }) => [`${method} ${path}`, path, method, operation] as const),
  )('%s answers, and never with a fault of its own', async (_name, path, method, operation) => {
    await fc.assert(
      fc.asyncProperty(requestsFor(path, method, operation, known), async (one) => {
        const { status, text } = await send(one);
        // 502 to 504: somebody else, whom the request named, failed.
        const isFault = status === 500 || status === 501 || status > 504 || status < 200;
        if (isFault) throw new Error(`${status} ${text.slice(0, 500)}`);
        // The protocol of /mcp has errors of its own shape.
        if (status >= 400 && path !== '/mcp') expect(JSON.parse(text)).toMatchObject({ status });
      }),
      { numRuns: runs, seed, endOnFailure: true },
    );
  });

  it('a body larger than a megabyte is refused, and the server goes on', async () => {
    const body = JSON.stringify({ name: 'x'.repeat(1_100_000) });
    const headers = { 'content-type': 'application/json' };
    const { status } = await send({ method: 'POST', url: '/v1/agents', headers, body });
    expect(status).toBe(413);
    expect((await send({ method: 'GET', url: '/health', headers: {}, body: null })).status).toBe(200);
    expect(server.output()).not.toMatch(/unhandled|uncaught|fatal/i);
  });
});
