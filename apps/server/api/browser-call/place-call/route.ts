import { webSocketRoute } from '../../accept-web-sockets.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/browser-call` (WebSocket): a call from a page; the protocol is in contracts/http/browser-call. */
export function placeCall(api: Api, { onBrowserCall }: Pick<ApiDeps, 'onBrowserCall'>): void {
  webSocketRoute(api, { url: '/v1/browser-call', permission: 'calls:place' }, (socket, { principal }) => {
    onBrowserCall(socket, principal.orgId);
  });
}
