import fastifyWebsocket from '@fastify/websocket';
import { AppError, type Clock } from '@allo/kernel';
import type { FastifyRequest } from 'fastify';
import type { Permission, Principal } from '@allo/contracts/access';
import { watchAccess } from './access/index.ts';
import type { Api } from './api.ts';
import type { WebSocket } from './web-socket.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Of the checks of open sockets. */
    webSocketClock: Clock;
  }
}

/** A second of PCM is 32 KB; nothing a page has to say is larger. */
const maxMessageBytes = 65_536;
const farewellMs = 1000;
/** RFC 6455 §7.4.1: the server is going down. */
const goingAway = 1001;

/** Lets routes take WebSockets; when the server closes, each is told so and dropped if it does not leave. */
export async function acceptWebSockets(api: Api, clock: Clock): Promise<void> {
  api.decorate('webSocketClock', clock);
  await api.register(fastifyWebsocket, {
    options: { maxPayload: maxMessageBytes },
    errorHandler: (_error, socket: WebSocket) => socket.terminate(),
    preClose: (done) => {
      const { clients } = api.websocketServer as { clients: Set<WebSocket> };
      for (const socket of clients) socket.close(goingAway, 'the server is stopping');
      const timer = clock.setTimer(farewellMs, () => {
        for (const socket of clients) socket.terminate();
      });
      api.websocketServer.close(() => timer.cancel());
      done();
    },
  });
}

/** A route that takes WebSockets of who has the permission, as long as they have it, and tells everybody else so. */
export function webSocketRoute(
  api: Api,
  { url, permission }: { url: string; permission: Permission },
  take: (socket: WebSocket, asked: { principal: Principal; request: FastifyRequest }) => void,
): void {
  api.route({
    method: 'GET',
    url,
    schema: { hide: true },
    config: { access: { kind: 'tenant', permission } },
    handler: () => {
      throw new AppError('bad_request', 'This address takes WebSocket connections only.');
    },
    wsHandler: (socket: WebSocket, request) => {
      if (request.isStillAllowed) watchAccess(socket, api.webSocketClock, request.isStillAllowed);
      take(socket, {
        principal: request.principal as Principal,
        request: request as unknown as FastifyRequest,
      });
    },
  });
}
