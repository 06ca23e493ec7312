import type { ClientEvent } from './invite-client.ts';
import { end, fail, go, type Reduction, send, start, stay, stop } from './reduction.ts';
import { timing } from './timing.ts';

export type NonInviteClientState =
  | { name: 'trying'; request: Buffer; intervalMs: number }
  | { name: 'proceeding'; request: Buffer }
  | { name: 'completed' }
  | { name: 'terminated' };

const terminated: NonInviteClientState = { name: 'terminated' };

export const initialNonInviteClient = (request: Buffer): NonInviteClientState => ({
  name: 'trying',
  request,
  intervalMs: timing.t1Ms,
});

/** The non-INVITE client transaction: RFC 3261 §17.1.2 figure 6. */
export function reduceNonInviteClient(
  state: NonInviteClientState,
  event: ClientEvent,
  isReliable: boolean,
): Reduction<NonInviteClientState> {
  if (state.name === 'terminated') return stay(state);
  if (state.name === 'completed')
    return event.type === 'timer' && event.timer === 'K' ? go(terminated, end) : stay(state);
  switch (event.type) {
    case 'start': {
      const effects = [send(state.request), start('F', timing.giveUpMs)];
      if (!isReliable) effects.push(start('E', timing.t1Ms));
      return go(state, ...effects);
    }
    case 'timer': {
      if (event.timer === 'F') return go(terminated, stop('E'), fail('timeout'), end);
      if (event.timer !== 'E') return stay(state);
      // Once a 1xx came, the request repeats every T2 (§17.1.2.2).
      if (state.name === 'proceeding') return go(state, send(state.request), start('E', timing.t2Ms));
      const intervalMs = Math.min(state.intervalMs * 2, timing.t2Ms);
      return go({ ...state, intervalMs }, send(state.request), start('E', intervalMs));
    }
    case 'response': {
      const deliver = { type: 'deliver', response: event.response } as const;
      if (event.response.status < 200) return go({ name: 'proceeding', request: state.request }, deliver);
      const timerK = start('K', isReliable ? 0 : timing.t4Ms);
      return go({ name: 'completed' }, stop('E'), stop('F'), deliver, timerK);
    }
    case 'transport-failed':
      return go(terminated, stop('E'), stop('F'), fail('transport'), end);
  }
}
