import type { OutcomeKind } from '../skillbase/index.ts';

/** What the scenario is told. Times and chance come from outside, so that a run can be replayed. */
export type ScenarioEvent =
  | { type: 'call-started' }
  /** The caller's finished turn. */
  | { type: 'caller-said'; text: string }
  | { type: 'dtmf'; digit: string }
  /** The silence timer ran out; `count` = 1 for the first in a row. */
  | { type: 'caller-silent'; count: number }
  /** Something was said but could not be recognised (STT failed or came back empty). */
  | { type: 'not-understood'; cause: 'empty' | 'provider-failed' }
  /** Call is close to its maximum length. */
  | { type: 'time-is-up' }
  /** A message left after the tone is complete. */
  | { type: 'message-recorded'; durationMs: number }
  /** Everything the last effects asked to say was heard (or cut short). */
  | { type: 'agent-finished-speaking' };

/** What the scenario wants. Effects of one step are carried out in order. */
export type ScenarioEffect =
  | ScenarioSay
  /** A value was taken from the caller's words; `isConfirmed` after an explicit or implicit confirmation. */
  | { type: 'collect'; field: string; value: string; display: string; isConfirmed: boolean }
  | { type: 'enter'; step: string; reason: string }
  /** Record the caller after a tone until silence, `#` or `maxSeconds`; `message-recorded` comes back. */
  | { type: 'record-message'; maxSeconds: number }
  | { type: 'outcome'; kind: OutcomeKind; reason: string }
  | { type: 'escalate'; reason: string }
  /** After everything before it was heard. */
  | { type: 'hang-up'; reason: string };

export interface ScenarioSay {
  type: 'say';
  /** Ready to be spoken as it is: what the call says without an LLM. */
  text: string;
  /** What the words are for; the LLM may word `greeting`, `ask`, `confirm`, `inform`, `close` its own way, but `strict` never. */
  purpose: 'greeting' | 'ask' | 'confirm' | 'reask' | 'inform' | 'close' | 'strict';
  /** Name of the field asked for, if any: tells hearing what to expect. */
  expects?: { field: string; type: FieldType };
  /** Set phrases are synthesised once and cached. */
  isFixed: boolean;
  isInterruptible: boolean;
}

export type FieldType =
  | 'text'
  | 'name'
  | 'phone'
  | 'email'
  | 'date'
  | 'time'
  | 'datetime'
  | 'number'
  | 'choice'
  | 'boolean';

/** Facts the scenario may use; the same for the whole call. */
export interface ScenarioContext {
  /** Wall-clock of the call's start, ISO 8601 with offset, for “завтра в три”. */
  startedAt: string;
  /** IANA zone of the business. */
  timeZone: string;
  callerNumber: string;
  /** Speech can be recognised on this call; without it keypad menus and messages are used. */
  canHear: boolean;
  /** Deterministic choice among phrasings. */
  seed: number;
}

/** Where the conversation stands, for the prompt of an LLM, the call page and the outcome. */
export interface ScenarioSnapshot {
  /** Current step id. */
  step: string;
  /** What the step wants, in words for an LLM. */
  goal: string;
  fields: Record<string, { value: string; display: string; isConfirmed: boolean }>;
  isFinished: boolean;
  outcome: { kind: OutcomeKind; reason: string } | null;
  /** Questions of the caller that were answered from the skillbase. */
  answeredQuestions: number;
  /** A human was asked for. */
  isEscalated: boolean;
  /** Length of the message the caller left, or null. */
  messageMs: number | null;
}

/** A conversation's logic as a pure machine: the same events give the same effects. `S` is opaque and serialisable. */
export interface Scenario<S = unknown> {
  initial(context: ScenarioContext): S;
  reduce(state: S, event: ScenarioEvent): { state: S; effects: ScenarioEffect[] };
  snapshot(state: S): ScenarioSnapshot;
}
