import type { SipResponse } from '../message/index.ts';
import { end, fail, go, type Reduction, send, start, stay, stop, type TimerName } from './reduction.ts';
import { timing } from './timing.ts';

export type ClientEvent =
  | { type: 'start' }
  | { type: 'response'; response: SipResponse }
  | { type: 'timer'; timer: TimerName }
  | { type: 'transport-failed' };

export type InviteClientState =
  | { name: 'calling'; request: Buffer; intervalMs: number }
  | { name: 'proceeding'; request: Buffer }
  /** A 300-699 came; its repetitions are acknowledged again. */
  | { name: 'completed' }
  /** A 2xx came; further 2xx (repeated or forked) go to the user (RFC 6026 §7.2). */
  | { name: 'accepted' }
  | { name: 'terminated' };

type Step = Reduction<InviteClientState>;

const terminated: InviteClientState = { name: 'terminated' };
// RFC 3261 §17.1.1.2: at least 32 s on unreliable transports.
const completedMs = 32_000;

export const initialInviteClient = (request: Buffer): InviteClientState => ({
  name: 'calling',
  request,
  intervalMs: timing.t1Ms,
});

/** The INVITE client transaction: RFC 3261 §17.1.1 figure 5 as amended by RFC 6026 §7.2. */
export function reduceInviteClient(state: InviteClientState, event: ClientEvent, isReliable: boolean): Step {
  switch (state.name) {
    case 'calling':
      return calling(state, event, isReliable);
    case 'proceeding':
      if (event.type === 'response') return onResponse(state, event.response, isReliable);
      return event.type === 'transport-failed' ? go(terminated, fail('transport'), end) : stay(state);
    case 'completed':
      if (event.type === 'response' && event.response.status >= 300)
        return go(state, { type: 'send-ack', response: event.response });
      if (event.type === 'transport-failed') return go(terminated, stop('D'), fail('transport'), end);
      return event.type === 'timer' && event.timer === 'D' ? go(terminated, end) : stay(state);
    case 'accepted':
      if (event.type === 'response' && isSuccess(event.response))
        return go(state, { type: 'deliver', response: event.response });
      return event.type === 'timer' && event.timer === 'M' ? go(terminated, end) : stay(state);
    case 'terminated':
      return stay(state);
  }
}

const isSuccess = (response: SipResponse) => response.status >= 200 && response.status < 300;

function calling(
  state: Extract<InviteClientState, { name: 'calling' }>,
  event: ClientEvent,
  isReliable: boolean,
): Step {
  switch (event.type) {
    case 'start': {
      const effects = [send(state.request), start('B', timing.giveUpMs)];
      if (!isReliable) effects.push(start('A', state.intervalMs));
      return go(state, ...effects);
    }
    case 'timer': {
      if (event.timer === 'B') return go(terminated, stop('A'), fail('timeout'), end);
      if (event.timer !== 'A') return stay(state);
      // Timer A doubles without a cap; timer B ends it.
      const intervalMs = state.intervalMs * 2;
      return go({ ...state, intervalMs }, send(state.request), start('A', intervalMs));
    }
    case 'response': {
      const next = onResponse({ name: 'proceeding', request: state.request }, event.response, isReliable);
      return { state: next.state, effects: [stop('A'), stop('B'), ...next.effects] };
    }
    case 'transport-failed':
      return go(terminated, stop('A'), stop('B'), fail('transport'), end);
  }
}

function onResponse(state: InviteClientState, response: SipResponse, isReliable: boolean): Step {
  const deliver = { type: 'deliver', response } as const;
  if (response.status < 200) return go(state, deliver);
  if (isSuccess(response)) return go({ name: 'accepted' }, deliver, start('M', timing.giveUpMs));
  const timerD = start('D', isReliable ? 0 : completedMs);
  return go({ name: 'completed' }, { type: 'send-ack', response }, deliver, timerD);
}
