import type { ServerEvent } from './invite-server.ts';
import { end, fail, go, type Reduction, send, start, stay, stop } from './reduction.ts';
import { timing } from './timing.ts';

export type NonInviteServerState =
  | { name: 'trying' }
  | { name: 'proceeding'; last: Buffer }
  | { name: 'completed'; final: Buffer }
  | { name: 'terminated' };

export const initialNonInviteServer: NonInviteServerState = { name: 'trying' };

const terminated: NonInviteServerState = { name: 'terminated' };

/** The non-INVITE server transaction: RFC 3261 §17.2.2 figure 8. */
export function reduceNonInviteServer(
  state: NonInviteServerState,
  event: ServerEvent,
  isReliable: boolean,
): Reduction<NonInviteServerState> {
  if (state.name === 'terminated') return stay(state);
  switch (event.type) {
    case 'request':
      if (state.name === 'trying') return stay(state);
      return go(state, send(state.name === 'proceeding' ? state.last : state.final));
    case 'respond':
      if (state.name === 'completed') return stay(state);
      if (event.status < 200) return go({ name: 'proceeding', last: event.message }, send(event.message));
      return go(
        { name: 'completed', final: event.message },
        send(event.message),
        start('J', isReliable ? 0 : timing.giveUpMs),
      );
    case 'timer':
      return event.timer === 'J' ? go(terminated, end) : stay(state);
    case 'transport-failed':
      return go(terminated, stop('J'), fail('transport'), end);
    case 'ack':
      return stay(state);
  }
}
