import { createServer, request, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerProcess, startServerProcess } from '../server/index.ts';
import { probeWebSockets } from './probe-web-sockets.ts';
import { type Leak, operationsWithoutProbe, runProbes } from './run-probes.ts';
import { type Operation, readOperations, type Tenant } from './tenant.ts';
import { createWorld } from './world.ts';

let server: ServerProcess;
let world: { a: Tenant; b: Tenant };
let operations: Operation[];
let webSockets: string[];

beforeAll(async () => {
  server = await startServerProcess({
    env: {
      REQUESTS_PER_MINUTE: '999999999',
      LOG_LEVEL: 'debug',
    },
  });
  world = await createWorld(server);
  ({ operations, webSockets } = await readOperations(server.httpUrl));
});
afterAll(async () => {
  await server?.stop();
  await server?.dispose();
});

const probing = (baseUrl: string, count: number) =>
  runProbes({ baseUrl, operations, ...world, count, seed: 20_261_121 });

describe('two organisations on one server', () => {
  it('every route of the API has a probe', () => {
    expect(operationsWithoutProbe(operations)).toEqual([]);
    expect(webSockets.sort()).toEqual(['/v1/browser-call', '/v1/live']);
  });

  it('neither sees, changes or even notices what is the other’s', async () => {
    const run = await probing(server.httpUrl, 4000);
    expect(kindsOf(run.leaks)).toEqual([]);
    expect(run.counts.size).toBeGreaterThan(50);
  });

  it('their sockets hear nothing of each other', async () => {
    expect(await probeWebSockets(server.httpUrl, world)).toEqual([]);
  });

  it('one planted leak is found', async () => {
    const leaking = await startLeakingProxy(server.httpUrl, world);
    const run = await probing(leaking.url, 3000);
    expect(run.leaks.length).toBeGreaterThan(0);
    expect(run.leaks.every(({ probe }) => probe.startsWith('GET /v1/webhooks/'))).toBe(true);
    leaking.server.close();
  });

  it('what either of them said is not in the log', () => {
    // Letters are for the operator, because there is no mail server; the log is JSON.
    const log = server
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    expect(log.length).toBeGreaterThan(0);
    for (const { marker } of Object.values(world)) {
      expect(log.filter((line) => line.includes(marker))).toEqual([]);
    }
    expect(log.filter((line) => line.includes('9990001122'))).toEqual([]);
  });
});

/** One leak of every kind. */
function kindsOf(leaks: readonly Leak[]): Leak[] {
  return [...new Map(leaks.map((leak) => [leak.what + leak.probe.slice(0, 16), leak])).values()];
}

/** Passes everything on, but who asks for one webhook gets it with the key of whoever owns it: a forgotten check. */
async function startLeakingProxy(
  target: string,
  { a, b }: { a: Tenant; b: Tenant },
): Promise<{ url: string; server: Server }> {
  const proxy = createServer((asked, reply) => {
    const headers = { ...asked.headers };
    const owner = [a, b].find(({ ids }) => asked.url?.startsWith(`/v1/webhooks/${ids.webhook}`));
    if (asked.method === 'GET' && owner) {
      headers.authorization = `Bearer ${owner.key}`;
      delete headers.cookie;
      delete headers['allo-organisation'];
    }
    const passed = request(`${target}${asked.url}`, { method: asked.method, headers }, (response) => {
      reply.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(reply);
    });
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, server: proxy };
}
