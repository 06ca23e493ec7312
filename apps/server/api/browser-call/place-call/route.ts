import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import type { WebSocket } from '../../web-socket.ts';

/** `GET /v1/browser-call` (WebSocket): a call from a page; the protocol is in contracts/http/browser-call. */
export function placeCall(api: Api, { onBrowserCall }: Pick<ApiDeps, 'onBrowserCall'>): void {
  api.get('/v1/browser-call', { websocket: true, schema: { hide: true } }, (socket: WebSocket, request) => {
    onBrowserCall(socket, { id: request.id, remoteAddress: request.ip });
  });
}
