import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createTestApi, otherOrgId } from '../../testing.ts';

describe('GET /v1/browser-call', () => {
  it('hands the socket over with text and binary told apart', async () => {
    const { api } = await createTestApi({
      onBrowserCall: (socket, orgId) => {
        socket.send(`ready ${orgId}`);
        socket.on('message', (data, isBinary) => {
          socket.send(isBinary ? data : `text ${data.toString('utf8')}`);
        });
      },
    });
    const address = await api.listen({ host: '127.0.0.1', port: 0 });
    const socket = new WebSocket(
      `${address.replace('http', 'ws')}/v1/browser-call?organisation=${otherOrgId}`,
    );
    socket.binaryType = 'arraybuffer';
    const next = async () => ((await once(socket, 'message')) as [MessageEvent])[0].data as unknown;
    expect(await next()).toBe(`ready ${otherOrgId}`);
    socket.send('алло');
    expect(await next()).toBe('text алло');
    socket.send(Uint8Array.of(1, 2, 3));
    expect(new Uint8Array((await next()) as ArrayBuffer)).toEqual(Uint8Array.of(1, 2, 3));
    socket.close();
    await once(socket, 'close');
    await api.close();
  });

  it('ends a socket that sends more than a message may hold', async () => {
    const { api } = await createTestApi({ onBrowserCall: (socket) => socket.on('error', () => {}) });
    const address = await api.listen({ host: '127.0.0.1', port: 0 });
    const socket = new WebSocket(`${address.replace('http', 'ws')}/v1/browser-call`);
    await once(socket, 'open');
    const closed = once(socket, 'close') as Promise<[CloseEvent]>;
    socket.send(new Uint8Array(70_000));
    expect((await closed)[0].code).toBe(1009);
    await api.close();
  });
});
