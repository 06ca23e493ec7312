import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Allo, type AlloOptions } from '../../packages/sdk/src/index.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../server/index.ts';

const closing: Array<() => unknown> = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}
type Answer = (response: ServerResponse) => unknown;

/** A server that answers one request after the other as told, and the last one for ever. */
async function serve(answers: Answer[], options: Partial<AlloOptions> = {}) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const answer = answers[Math.min(seen.length, answers.length - 1)];
      seen.push({ method, url, headers, body });
      answer?.(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as { port: number };
  const allo = new Allo({ baseUrl: `http://127.0.0.1:${port}/`, apiKey: 'allo_key', ...options });
  return { allo, seen };
}
const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const problem = (status: number, code: string, headers: Record<string, string> = {}): Answer =>
  json({ type: 'about:blank', title: code, status, code, detail: 'Do this.', requestId: 'r1' }, status, {
    'content-type': 'application/problem+json',
    ...headers,
  });
const vanish: Answer = (response) => response.socket?.destroy();
async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
const made = json({ id: 'lidia' }, 201);

describe('a request of the SDK', () => {
  it('lost on the way back / is sent again with the same Idempotency-Key', async () => {
    const { allo, seen } = await serve([vanish, problem(503, 'unavailable'), made]);
    await expect(allo.agents.create('id: lidia', { publish: true })).resolves.toEqual({ id: 'lidia' });
    expect(new Set(seen.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(seen).toHaveLength(3);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/v1/agents?publish=true',
      body: 'id: lidia',
      headers: { authorization: 'Bearer allo_key', 'content-type': 'application/yaml' },
    });
  });

  it('that changes what was read / names its version, and is not repeated when its fate is unknown', async () => {
    const { allo, seen } = await serve([vanish, made]);
    const agent = { id: 'lidia', revision: 7 };
    await expect(allo.agents.rename(agent, { name: 'Л' })).rejects.toMatchObject({ code: 'unreachable' });
    expect(seen.map(({ headers }) => headers['if-match'])).toEqual(['"7"']);
    await allo.leads.update({ id: 'x', version: 2 }, { status: 'done' }, { ifMatch: '*' });
    expect(seen[1]?.headers['if-match']).toBe('*');
  });

  it('refused for coming too often / waits as told and is sent again whatever it is', async () => {
    const { allo, seen } = await serve([
      problem(429, 'rate_limited', { 'retry-after': '0' }),
      json(null, 204),
    ]);
    await allo.calls.remove('c1');
    expect(seen.map(({ method }) => method)).toEqual(['DELETE', 'DELETE']);
  });

  it('refused / throws what the problem says', async () => {
    const { allo } = await serve([problem(412, 'precondition_failed')]);
    await expect(allo.agents.get('lidia')).rejects.toMatchObject({
      name: 'AlloError',
      status: 412,
      code: 'precondition_failed',
      message: 'Do this.',
      requestId: 'r1',
    });
  });

  it('answered by a proxy with a page of its own / throws what can be said of it', async () => {
    const { allo } = await serve([(response) => response.writeHead(400).end('<h1>Bad\n  gateway</h1>')]);
    await expect(allo.me()).rejects.toMatchObject({
      code: 'unexpected',
      message: 'The answer was 400 and not from Allo: <h1>Bad gateway</h1>',
    });
  });

  it('answered with a page where there should be none / throws, also when the page is a success', async () => {
    const page: Answer = (response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>Welcome</h1>');
    const { allo, seen } = await serve([page]);
    await expect(allo.me()).rejects.toMatchObject({ code: 'unexpected', status: 200 });
    expect(seen).toHaveLength(1);
  });

  it('without an answer / is given up after the time that was set', async () => {
    const { allo, seen } = await serve([() => undefined], { retries: 1, timeoutMs: 50 });
    await expect(allo.me()).rejects.toMatchObject({ status: 0, code: 'timeout' });
    expect(seen).toHaveLength(2);
  });

  it('whose body breaks off / is sent again', async () => {
    const half: Answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"id":', () => response.socket?.destroy());
    };
    const { allo } = await serve([half, made]);
    await expect(allo.agents.get('lidia')).resolves.toEqual({ id: 'lidia' });
  });

  it('to where nobody listens / says so', async () => {
    const allo = new Allo({ baseUrl: `http://127.0.0.1:${await freePort()}`, apiKey: 'k', retries: 0 });
    await expect(allo.me()).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('ECONNREFUSED') as string,
    });
  });

  it('aborted / throws the reason, also between two attempts', async () => {
    const { allo, seen } = await serve([problem(503, 'unavailable', { 'retry-after': '50' })]);
    const stopping = new AbortController();
    const asked = allo.me({ signal: stopping.signal });
    await expect.poll(() => seen.length).toBe(1);
    stopping.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
  });

  it('for a file / answers the Response to stream; for text the text; for nothing null', async () => {
    const { allo, seen } = await serve([
      (response) => response.writeHead(206, { 'content-type': 'audio/wav' }).end('RIFF'),
      (response) =>
        response.writeHead(200, { 'content-type': 'application/yaml; charset=utf-8' }).end('id: x'),
      (response) => response.writeHead(202).end(),
    ]);
    const recording = await allo.calls.recording('c1', { headers: { range: 'bytes=0-3' } });
    expect(await recording.text()).toBe('RIFF');
    expect(seen[0]?.headers.range).toBe('bytes=0-3');
    expect(await allo.agents.skillbaseYaml('x')).toBe('id: x');
    expect(seen[1]?.headers.accept).toBe('application/yaml');
    expect(await allo.calls.hangUp('c1')).toBeNull();
  });

  it('for a list / takes page after page, and a list without pages as it is', async () => {
    const { allo, seen } = await serve([
      json({ items: [1, 2], nextCursor: 'a b' }),
      json({ items: [3], nextCursor: null }),
      json({ items: ['k'] }),
    ]);
    expect(await all(allo.calls.list({ state: 'failed' }))).toEqual([1, 2, 3]);
    expect(seen.map(({ url }) => url)).toEqual([
      '/v1/calls?state=failed',
      '/v1/calls?state=failed&cursor=a+b',
    ]);
    expect(await all(allo.keys.list())).toEqual(['k']);
  });

  it('with an id that would lead elsewhere / is not sent', async () => {
    const { allo, seen } = await serve([made]);
    await expect(allo.agents.remove('', { ifMatch: '*' })).rejects.toThrow(TypeError);
    await expect(allo.calls.get('..')).rejects.toThrow(TypeError);
    await allo.calls.get('../keys');
    expect(seen.map(({ url }) => url)).toEqual(['/v1/calls/..%2Fkeys']);
    expect(() => new Allo({ baseUrl: 'calls.example.com', apiKey: 'k' })).toThrow(/https/);
  });
});
