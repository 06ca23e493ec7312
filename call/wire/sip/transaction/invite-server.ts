import { end, fail, go, type Reduction, send, start, stay, stop, type TimerName } from './reduction.ts';
import { timing } from './timing.ts';

export type InviteServerState =
  /** Waiting for the user; `last` is repeated when the request comes again. */
  | { name: 'proceeding'; last: Buffer | null }
  /** A 300-699 was sent; repeated until the ACK. */
  | { name: 'completed'; final: Buffer; intervalMs: number }
  /** ACK seen; more ACKs are swallowed. */
  | { name: 'confirmed' }
  /** A 2xx was sent; repeated requests are swallowed, the dialog repeats the 2xx (RFC 6026 §7.1). */
  | { name: 'accepted' }
  | { name: 'terminated' };

export type ServerEvent =
  /** The request again: a retransmission. */
  | { type: 'request' }
  | { type: 'ack' }
  | { type: 'respond'; status: number; message: Buffer }
  | { type: 'timer'; timer: TimerName }
  | { type: 'transport-failed' };

type Step = Reduction<InviteServerState>;

const terminated: InviteServerState = { name: 'terminated' };

export const initialInviteServer: InviteServerState = { name: 'proceeding', last: null };

/** The INVITE server transaction: RFC 3261 §17.2.1 figure 7 as amended by RFC 6026 §7.1. */
export function reduceInviteServer(state: InviteServerState, event: ServerEvent, isReliable: boolean): Step {
  switch (state.name) {
    case 'proceeding':
      return proceeding(state, event, isReliable);
    case 'completed':
      return completed(state, event, isReliable);
    case 'confirmed':
      return event.type === 'timer' && event.timer === 'I' ? go(terminated, end) : stay(state);
    case 'accepted':
      // Each further 2xx comes from the dialog, which waits for the ACK.
      if (event.type === 'respond' && event.status < 300) return go(state, send(event.message));
      return event.type === 'timer' && event.timer === 'L' ? go(terminated, end) : stay(state);
    case 'terminated':
      return stay(state);
  }
}

function proceeding(
  state: Extract<InviteServerState, { name: 'proceeding' }>,
  event: ServerEvent,
  isReliable: boolean,
): Step {
  switch (event.type) {
    case 'request':
      return state.last ? go(state, send(state.last)) : stay(state);
    case 'respond': {
      const { status, message } = event;
      if (status < 200) return go({ name: 'proceeding', last: message }, send(message));
      if (status < 300) return go({ name: 'accepted' }, send(message), start('L', timing.giveUpMs));
      const effects = [send(message), start('H', timing.giveUpMs)];
      if (!isReliable) effects.push(start('G', timing.t1Ms));
      return go({ name: 'completed', final: message, intervalMs: timing.t1Ms }, ...effects);
    }
    case 'transport-failed':
      return go(terminated, fail('transport'), end);
    case 'ack':
    case 'timer':
      return stay(state);
  }
}

function completed(
  state: Extract<InviteServerState, { name: 'completed' }>,
  event: ServerEvent,
  isReliable: boolean,
): Step {
  switch (event.type) {
    case 'request':
      return go(state, send(state.final));
    case 'ack':
      return go({ name: 'confirmed' }, stop('G'), stop('H'), start('I', isReliable ? 0 : timing.t4Ms));
    case 'timer': {
      if (event.timer === 'H') return go(terminated, stop('G'), fail('timeout'), end);
      if (event.timer !== 'G') return stay(state);
      const intervalMs = Math.min(state.intervalMs * 2, timing.t2Ms);
      return go({ ...state, intervalMs }, send(state.final), start('G', intervalMs));
    }
    case 'transport-failed':
      return go(terminated, stop('G'), stop('H'), fail('transport'), end);
    case 'respond':
      return stay(state);
  }
}
