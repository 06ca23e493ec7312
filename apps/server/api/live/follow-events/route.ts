import { AppError } from '@allo/kernel';
import { webSocketRoute } from '../../accept-web-sockets.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import type { WebSocket } from '../../web-socket.ts';
import { createLiveHub } from '../live-hub.ts';
import { readLiveWants } from '../live-wants.ts';
import { follow } from './follower.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Live screens that are open now. */
    liveFollowers(): number;
  }
}

const pingMs = 30_000;
/** RFC 6455 §7.4.1: what was asked for is against the rules. */
const policyViolation = 1008;

/**
 * `GET /v1/live` (WebSocket): what happens in the organisation, as it happens. `topics` chooses among `calls` (the
 * default: `{"type":"call","call":…,"position":…}` for every call that changed) and the topics of events
 * (`{"type":"event","event":…}`); `after` resumes behind a position. Takes no messages.
 */
export function followEvents(api: Api, deps: Pick<ApiDeps, 'calls' | 'events' | 'clock' | 'log'>): void {
  const { calls, events, clock, log } = deps;
  const loadCalls = calls.summaries;
  const hub = createLiveHub({ tail: events.tail, loadCalls, watch: events.watch, log });
  api.decorate('liveFollowers', () => hub.followers);
  api.addHook('onClose', (_api, done) => {
    hub.close();
    done();
  });
  webSocketRoute(api, { url: '/v1/live', permission: 'calls:read' }, (socket, { principal, request }) => {
    socket.on('error', () => socket.terminate());
    try {
      const wants = readLiveWants(request.query, principal);
      const stopFollowing = follow(
        { hub, readEvents: events.read, loadCalls, clock },
        socket,
        principal.orgId,
        wants,
      );
      const stopPinging = keepAlive(socket, clock);
      socket.on('close', () => {
        stopFollowing();
        stopPinging();
      });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      socket.close(policyViolation, error.message.slice(0, 120));
    }
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
