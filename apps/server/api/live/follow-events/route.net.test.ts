import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { permissionsOf } from '@allo/contracts/access';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestApi, openAccess, otherOrgId, sampleCall, type TestApi } from '../../testing.ts';
import { sampleCallId } from '../testing.ts';

const opened: TestApi[] = [];
afterEach(async () => {
  for (const { api } of opened.splice(0)) await api.close();
});

async function listening(overrides: Parameters<typeof createTestApi>[0] = {}) {
  const test = await createTestApi(overrides);
  opened.push(test);
  const address = await test.api.listen({ host: '127.0.0.1', port: 0 });
  return { ...test, url: `${address.replace('http', 'ws')}/v1/live` };
}

/** Node's own WebSocket sends no Origin, as programs do. */
async function connect(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  await once(socket, 'open');
  return socket;
}

interface Heard {
  type: string;
  position?: number;
  call?: { state: string };
  event?: { position: number; topic: string };
}

/** Opens a socket and gathers what it is told. */
async function follow(url: string, query = ''): Promise<{ socket: WebSocket; heard: Heard[] }> {
  const socket = new WebSocket(`${url}${query}`);
  const heard: Heard[] = [];
  socket.addEventListener('message', ({ data }) => heard.push(JSON.parse(data as string) as Heard));
  await once(socket, 'open');
  return { socket, heard };
}
const positions = (heard: Heard[]) => heard.flatMap(({ event }) => event?.position ?? []);
const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** A reader that speaks just enough of the protocol to be let in, and then never answers. */
function connectSilently(url: string): Socket {
  const { host, port, pathname, search } = new URL(url);
  const socket = connectTcp({ host: '127.0.0.1', port: Number(port) });
  socket.write(
    `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  return socket;
}

describe('GET /v1/live', () => {
  it('tells every reader of changed calls of its organisation as they are now, with the position', async () => {
    const { url, stream, addCall, api } = await listening();
    addCall({ ...sampleCall(sampleCallId), state: 'active' });
    const [staying, leaving] = await Promise.all([follow(url), follow(url)]);
    stream.tell(1, { orgId: otherOrgId });
    stream.tell(3);
    await expect.poll(() => [staying.heard.length, leaving.heard.length]).toEqual([2, 2]);
    const left = once(leaving.socket, 'close');
    leaving.socket.close();
    await left;
    addCall(sampleCall(sampleCallId));
    stream.tell(1);
    await expect.poll(() => staying.heard.length).toBe(3);
    expect(staying.heard).toMatchObject([
      { type: 'ready', position: 0 },
      { type: 'call', call: { id: sampleCallId, state: 'active' }, position: 4 },
      { type: 'call', call: { id: sampleCallId, state: 'completed' }, position: 5 },
    ]);
    expect(leaving.heard).toHaveLength(2);
    staying.socket.close();
    await expect.poll(() => api.liveFollowers()).toBe(0);
  });

  it('tells of the events of the topics asked for, and of calls only if asked for', async () => {
    const { url, stream, addCall } = await listening();
    addCall(sampleCall(sampleCallId));
    const { heard } = await follow(url, '?topics=tool-events,call-events');
    const both = await follow(url, '?topics=calls,tool-events');
    for (const topic of ['call-events', 'agent-events', 'tool-events'] as const) stream.tell(1, { topic });
    await expect.poll(() => positions(heard)).toEqual([1, 3]);
    await expect
      .poll(() => both.heard.map(({ type }) => type))
      .toEqual(['ready', 'call', 'call', 'event', 'call']);
    expect(heard.map(({ type }) => type)).toEqual(['ready', 'event', 'event']);
  });

  it('resumes behind a position: what was missed first, then what happens, none twice and none missing', async () => {
    const { url, stream, addCall } = await listening();
    addCall(sampleCall(sampleCallId));
    stream.tell(1300);
    stream.tell(50, { orgId: otherOrgId });
    const { heard } = await follow(url, '?topics=call-events&after=100');
    for (let more = 0; more < 40; more++) {
      stream.tell(5);
      if (more % 4 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await expect.poll(() => positions(heard).length).toBe(1200 + 200);
    expect(positions(heard)).toEqual([...from(101, 1300), ...from(1351, 1550)]);
    expect(heard.filter(({ type }) => type === 'ready')).toHaveLength(1);
  });

  it('says that it is too late for what is no longer kept, and for what never was, and goes on live', async () => {
    const { url, stream } = await listening();
    stream.tell(20);
    stream.trim(10);
    const [late, never] = await Promise.all(
      ['9', '21'].map((after) => follow(url, `?topics=call-events&after=${after}`)),
    );
    for (const one of [late, never]) await expect.poll(() => one?.heard.length).toBe(2);
    stream.tell(1);
    for (const one of [late, never]) {
      await expect.poll(() => positions(one?.heard ?? [])).toEqual([21]);
      expect(one?.heard.slice(0, 2)).toEqual([
        { type: 'too-old', position: 20 },
        { type: 'ready', position: 20 },
      ]);
    }
    const justInTime = await follow(url, '?topics=call-events&after=10');
    await expect.poll(() => positions(justInTime.heard)).toEqual(from(11, 21));
  });

  it.each(['?topics=nonsense', '?after=-1', '?after=1e99', '?topics='])(
    'closes on %s and says why',
    async (query) => {
      const { url } = await listening();
      const { socket } = await follow(url, query);
      const [event] = (await once(socket, 'close')) as [CloseEvent];
      expect([event.code, event.reason]).toEqual([1008, expect.stringContaining('is wrong')]);
    },
  );

  it('shows what was said in calls to nobody who may not listen', async () => {
    const access = {
      ...openAccess,
      principalOf: async (asked: Parameters<typeof openAccess.principalOf>[0]) => ({
        ...(await openAccess.principalOf(asked)),
        permissions: permissionsOf('viewer'),
      }),
    };
    const { url, stream, addCall } = await listening({ access });
    addCall(sampleCall(sampleCallId));
    const refused = await follow(url, '?topics=call-events');
    const [event] = (await once(refused.socket, 'close')) as [CloseEvent];
    expect([event.code, event.reason]).toEqual([1008, 'This needs the permission calls:listen.']);
    const { heard } = await follow(url, '?topics=calls,platform-events');
    stream.tell(1);
    await expect.poll(() => heard.map(({ type }) => type)).toEqual(['ready', 'call']);
  });

  it('sends readers away to resume when the calls cannot be read', async () => {
    const { url, stream } = await listening({
      calls: {
        list: () => Promise.reject(new Error('away')),
        get: () => Promise.reject(new Error('away')),
        events: () => Promise.reject(new Error('away')),
        summaries: () => Promise.reject(new Error('away')),
      },
    });
    const { socket } = await follow(url);
    const closed = once(socket, 'close');
    stream.tell(1);
    const [event] = (await closed) as [CloseEvent];
    expect(event.code).toBe(1013);
  });

  it('cuts a reader that takes nothing', async () => {
    const { url, stream, api } = await listening();
    const slow = connectSilently(`${url}?topics=call-events`);
    await once(slow, 'data');
    slow.pause();
    expect(api.liveFollowers()).toBe(1);
    // What the system's own buffers of a connection hold is not this process's to see.
    for (let batch = 0; batch < 400 && api.liveFollowers() > 0; batch++) {
      stream.tell(100);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await expect.poll(() => api.liveFollowers()).toBe(0);
    slow.destroy();
  });

  it('drops a reader that no longer answers pings', async () => {
    const { url, clock, api } = await listening();
    const silent = connectSilently(url);
    await once(silent, 'data');
    expect(api.liveFollowers()).toBe(1);
    const closed = once(silent, 'close');
    await clock.advance(60_000);
    await closed;
    await expect.poll(() => api.liveFollowers()).toBe(0);
  });

  it('ends its sockets when the server closes', async () => {
    const { url, api } = await listening();
    const socket = await connect(url);
    const closed = once(socket, 'close');
    await api.close();
    await closed;
  });

  it('drops sockets that do not leave when the server closes', async () => {
    const { url, api, clock } = await listening();
    const silent = connectSilently(url);
    await once(silent, 'data');
    expect(api.liveFollowers()).toBe(1);
    const closing = api.close();
    const dropped = once(silent, 'close');
    await clock.advance(1000);
    await Promise.all([closing, dropped]);
  });

  it('does not open for a page of another site, and says what it is to a plain request', async () => {
    const { url, api } = await listening();
    const socket = new WebSocket(url, { headers: { origin: 'https://evil.example' } } as never);
    const failed = await Promise.race([
      once(socket, 'error').then(() => 'refused'),
      once(socket, 'open').then(() => 'open'),
    ]);
    expect(failed).toBe('refused');
    expect((await api.inject('/v1/live')).json()).toMatchObject({ status: 400, code: 'bad_request' });
  });
});
