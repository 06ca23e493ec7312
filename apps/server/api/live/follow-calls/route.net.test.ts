import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { defaultOrgId } from '@allo/contracts';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestApi, otherOrgId, sampleCall, type TestApi } from '../../testing.ts';

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

/** A reader that speaks just enough of the protocol to be let in, and then never answers. */
function connectSilently(url: string): Socket {
  const { host, port } = new URL(url);
  const socket = connectTcp({ host: '127.0.0.1', port: Number(port) });
  socket.write(
    `GET /v1/live HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  return socket;
}

describe('GET /v1/live', () => {
  it('tells every reader of changed calls of this organisation and forgets those that left', async () => {
    const { url, tellChanged, listeners } = await listening();
    const [staying, leaving] = await Promise.all([connect(url), connect(url)]);
    const heard: unknown[] = [];
    const first = once(leaving, 'message');
    const told = new Promise<void>((resolve) => {
      staying.addEventListener('message', (event) => {
        heard.push(JSON.parse(event.data as string));
        if (heard.length === 2) resolve();
      });
    });
    const call = sampleCall('01959999-0000-7000-8000-000000000001');
    tellChanged(otherOrgId, call);
    tellChanged(defaultOrgId, call);
    await first;
    const left = once(leaving, 'close');
    leaving.close();
    await left;
    tellChanged(defaultOrgId, { ...call, state: 'active' });
    await told;
    expect(heard).toMatchObject([
      { type: 'call', call: { id: call.id, state: 'completed' } },
      { type: 'call', call: { id: call.id, state: 'active' } },
    ]);
    staying.close();
    await once(staying, 'close');
    await expect.poll(listeners).toBe(0);
  });

  it('drops a reader that no longer answers pings', async () => {
    const { url, clock, listeners } = await listening();
    const silent = connectSilently(url);
    await once(silent, 'data');
    expect(listeners()).toBe(1);
    const closed = once(silent, 'close');
    await clock.advance(60_000);
    await closed;
    await expect.poll(listeners).toBe(0);
  });

  it('ends its sockets when the server closes', async () => {
    const { url, api } = await listening();
    const socket = await connect(url);
    const closed = once(socket, 'close');
    await api.close();
    await closed;
  });

  it('drops sockets that do not leave when the server closes', async () => {
    const { url, api, clock, listeners } = await listening();
    const silent = connectSilently(url);
    await once(silent, 'data');
    expect(listeners()).toBe(1);
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
