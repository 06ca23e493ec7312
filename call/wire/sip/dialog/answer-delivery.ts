import { timing } from '../transaction/index.ts';

/** How a 2xx waits for its ACK (RFC 3261 §13.3.1.4): the dialog repeats it, not the transaction. */
export type AnswerDelivery =
  | { name: 'waiting'; intervalMs: number; waitedMs: number }
  | { name: 'acknowledged' }
  | { name: 'abandoned' };

export type AnswerDeliveryEvent = { type: 'timer' } | { type: 'ack' };

export type AnswerDeliveryEffect =
  | { type: 'repeat-answer' }
  | { type: 'wait'; afterMs: number }
  /** Nobody acknowledged within 64·T1: the call ends with BYE. */
  | { type: 'abandon' };

export interface AnswerDeliveryStep {
  state: AnswerDelivery;
  effects: AnswerDeliveryEffect[];
}

/** The 2xx was just sent for the first time. */
export function startAnswerDelivery(): AnswerDeliveryStep {
  return {
    state: { name: 'waiting', intervalMs: timing.t1Ms, waitedMs: 0 },
    effects: [{ type: 'wait', afterMs: timing.t1Ms }],
  };
}

export function reduceAnswerDelivery(state: AnswerDelivery, event: AnswerDeliveryEvent): AnswerDeliveryStep {
  if (state.name !== 'waiting') return { state, effects: [] };
  if (event.type === 'ack') return { state: { name: 'acknowledged' }, effects: [] };
  const waitedMs = state.waitedMs + state.intervalMs;
  if (waitedMs >= timing.giveUpMs) return { state: { name: 'abandoned' }, effects: [{ type: 'abandon' }] };
  const doubledMs = Math.min(state.intervalMs * 2, timing.t2Ms);
  const intervalMs = Math.min(doubledMs, timing.giveUpMs - waitedMs);
  return {
    state: { name: 'waiting', intervalMs, waitedMs },
    effects: [{ type: 'repeat-answer' }, { type: 'wait', afterMs: intervalMs }],
  };
}
