import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { permissionsOf } from '@allo/contracts/access';
import { AppError } from '@allo/kernel';
import { Allo, type FollowOptions, type LiveMessage } from '../../packages/sdk/src/index.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestApi, openAccess, sampleCall, type TestApi } from '../../apps/server/api/testing.ts';
import { sampleCallId } from '../../apps/server/api/live/testing.ts';

const closing: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function startApi(
  overrides: Parameters<typeof createTestApi>[0] = {},
): Promise<TestApi & { port: number }> {
  const test = await createTestApi(overrides);
  closing.push(() => test.api.close());
  const address = await test.api.listen({ host: '127.0.0.1', port: 0 });
  return { ...test, port: Number(new URL(address).port) };
}

/** A wire between client and server that the test cuts: at once, or after so many bytes towards the client. */
async function startWire(port: number) {
  const open = new Set<Socket>();
  let cuts = 0;
  let bytesLeft: number[] = [];
  const server: Server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    let left = bytesLeft.shift() ?? Number.POSITIVE_INFINITY;
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('close', () => {
        open.delete(socket);
        cut();
      });
      socket.on('error', cut);
    }
    client.pipe(upstream);
    upstream.on('data', (chunk: Buffer) => {
      client.write(chunk.subarray(0, Math.max(0, left)));
      left -= chunk.length;
      if (left > 0) return;
      cuts += 1;
      cut();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    for (const socket of open) socket.destroy();
    server.close();
  };
  closing.push(stop);
  const { port: own } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${own}`,
    cuts: () => cuts,
    cutAfter: (bytes: number[]) => {
      bytesLeft = bytes;
    },
  };
}

function follow(url: string, options: FollowOptions = {}) {
  const heard: LiveMessage[] = [];
  const stopping = new AbortController();
  closing.push(() => stopping.abort());
  const allo = new Allo({ baseUrl: url, apiKey: 'allo_test' });
  const ended = (async () => {
    for await (const message of allo.follow({ signal: stopping.signal, ...options })) heard.push(message);
  })();
  ended.catch(() => undefined);
  return { heard, ended, stop: () => stopping.abort() };
}
const positions = (heard: LiveMessage[]) =>
  heard.flatMap((message) => (message.type === 'event' ? message.event.position : []));
const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe('allo.follow', () => {
  it('tells every event once and in order, however often the wire is cut in the midst of them', async () => {
    const { port, stream } = await startApi();
    const wire = await startWire(port);
    // At any byte: in the handshake, in a frame, between frames.
    wire.cutAfter([900, 90, 2500, 5001, 3234, 7777, 4000]);
    const { heard } = follow(wire.url, { topics: ['call-events'], after: 0 });
    for (let batch = 0; batch < 30; batch++) {
      stream.tell(10);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await expect.poll(() => positions(heard).at(-1), { timeout: 20_000 }).toBe(300);
    expect(positions(heard)).toEqual(from(1, 300));
    expect(wire.cuts()).toBe(7);
  }, 40_000);

  it('calls and events together / loses and doubles neither', async () => {
    const { port, stream, addCall } = await startApi();
    addCall(sampleCall(sampleCallId));
    const wire = await startWire(port);
    wire.cutAfter([2100, 2600, 1900, 3300, 2222]);
    const { heard } = follow(wire.url, { topics: ['calls', 'call-events'], after: 0 });
    for (let batch = 0; batch < 40; batch++) {
      stream.tell(1);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const lastCall = () => heard.findLast(({ type }) => type === 'call');
    await expect.poll(lastCall, { timeout: 20_000 }).toMatchObject({ position: 40 });
    expect(wire.cuts()).toBe(5);
    expect(positions(heard)).toEqual(from(1, 40));
    // Of changes that lie behind, only the last one of a call is told.
    const calls = heard.flatMap((one) => (one.type === 'call' ? one.position : []));
    expect(calls).toEqual([...new Set(calls)].toSorted((a, b) => a - b));
  }, 40_000);

  it('goes on when the server was restarted in between', async () => {
    const first = await startApi();
    const { heard } = follow(`http://127.0.0.1:${first.port}`, { topics: ['call-events'] });
    await expect.poll(() => heard).toEqual([{ type: 'ready', position: 0 }]);
    first.stream.tell(2);
    await expect.poll(() => positions(heard)).toEqual([1, 2]);
    await first.api.close();
    first.stream.tell(3);
    const second = await createTestApi({ events: first.stream.events });
    closing.push(() => second.api.close());
    await second.api.listen({ host: '127.0.0.1', port: first.port });
    await expect.poll(() => positions(heard), { timeout: 15_000 }).toEqual([1, 2, 3, 4, 5]);
  }, 30_000);

  it('says that it came too late, and goes on', async () => {
    const { port, stream } = await startApi();
    stream.tell(20);
    stream.trim(10);
    const { heard } = follow(`http://127.0.0.1:${port}`, { topics: ['call-events'], after: 3 });
    await expect.poll(() => heard.length).toBe(2);
    stream.tell(1);
    await expect.poll(() => positions(heard)).toEqual([21]);
    expect(heard.slice(0, 2)).toEqual([
      { type: 'too-old', position: 20 },
      { type: 'ready', position: 20 },
    ]);
  });

  it.each([
    ['a key that is not valid', 'unauthorized' as const, 401],
    ['an organisation that is not there', 'not_found' as const, 404],
  ])('%s / ends with the refusal', async (_what, code, status) => {
    const { port } = await startApi({
      access: { ...openAccess, principalOf: () => Promise.reject(new AppError(code, 'No.')) },
    });
    await expect(follow(`http://127.0.0.1:${port}`).ended).rejects.toMatchObject({ status, code });
  });

  it('a topic there is not, or may not be followed / ends with the refusal', async () => {
    const { port } = await startApi({
      access: {
        ...openAccess,
        principalOf: async (asked) => ({
          ...(await openAccess.principalOf(asked)),
          permissions: permissionsOf('viewer'),
        }),
      },
    });
    const url = `http://127.0.0.1:${port}`;
    await expect(follow(url, { topics: ['nonsense'] }).ended).rejects.toMatchObject({ code: 'bad_request' });
    await expect(follow(url, { topics: ['call-events'] }).ended).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('calls:listen') as string,
    });
  });

  it('aborted / ends without a word, also while the server is away', async () => {
    const { port, api } = await startApi();
    const { heard, ended, stop } = follow(`http://127.0.0.1:${port}`);
    await expect.poll(() => heard.length).toBe(1);
    stop();
    await ended;
    await expect.poll(() => api.liveFollowers()).toBe(0);
    await api.close();
    const breaks: string[] = [];
    const away = follow(`http://127.0.0.1:${port}`, { onBreak: (reason) => breaks.push(reason) });
    await expect.poll(() => breaks.length).toBeGreaterThan(0);
    away.stop();
    await away.ended;
  });
});
