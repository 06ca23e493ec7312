import { webSocketRoute } from '../../accept-web-sockets.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import type { WebSocket } from '../../web-socket.ts';

/** A reader so far behind is gone or hopeless; it comes back and asks for the list. */
const maxBufferedBytes = 1_000_000;
const pingMs = 30_000;

/** `GET /v1/live` (WebSocket): `{"type":"call","call":…}` for every call that changed. Takes no messages. */
export function followCalls(api: Api, deps: Pick<ApiDeps, 'calls' | 'clock'>): void {
  webSocketRoute(api, { url: '/v1/live', permission: 'calls:read' }, (socket, { principal }) => {
    const stopListening = deps.calls.onChanged((orgId, call) => {
      if (orgId !== principal.orgId || socket.readyState !== 1) return;
      if (socket.bufferedAmount > maxBufferedBytes) return socket.terminate();
      socket.send(JSON.stringify({ type: 'call', call }));
    });
    const stopPinging = keepAlive(socket, deps.clock);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      stopListening();
      stopPinging();
    });
  });
}

/** Drops a socket whose other end vanished without a word. */
function keepAlive(socket: WebSocket, clock: ApiDeps['clock']): () => void {
  let isAlive = true;
  socket.on('pong', () => {
    isAlive = true;
  });
  const beat = () => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
    timer = clock.setTimer(pingMs, beat);
  };
  let timer = clock.setTimer(pingMs, beat);
  return () => timer.cancel();
}
