import type { SipResponse } from '../message/index.ts';

/** Names of RFC 3261 table 4; L and M are RFC 6026. */
export type TimerName = 'A' | 'B' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M';

/** What a transaction asks of its runner. */
export type TransactionEffect =
  | { type: 'send'; message: Buffer }
  /** The ACK to a non-2xx final response (§17.1.1.3). */
  | { type: 'send-ack'; response: SipResponse }
  | { type: 'start-timer'; timer: TimerName; afterMs: number }
  | { type: 'stop-timer'; timer: TimerName }
  /** Client: a response for the transaction user. */
  | { type: 'deliver'; response: SipResponse }
  /** No answer, or no ACK, within 64·T1; or the transport refused the message. */
  | { type: 'fail'; reason: 'timeout' | 'transport' }
  /** Forget the transaction. */
  | { type: 'end' };

export interface Reduction<State> {
  state: State;
  effects: TransactionEffect[];
}

/** Nothing happens. */
export const stay = <State>(state: State): Reduction<State> => ({ state, effects: [] });

export const go = <State>(state: State, ...effects: TransactionEffect[]): Reduction<State> => ({
  state,
  effects,
});

export const send = (message: Buffer): TransactionEffect => ({ type: 'send', message });
export const start = (timer: TimerName, afterMs: number): TransactionEffect => ({
  type: 'start-timer',
  timer,
  afterMs,
});
export const stop = (timer: TimerName): TransactionEffect => ({ type: 'stop-timer', timer });
export const end: TransactionEffect = { type: 'end' };
export const fail = (reason: 'timeout' | 'transport'): TransactionEffect => ({ type: 'fail', reason });
