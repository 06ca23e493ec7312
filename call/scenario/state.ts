import type { ScenarioContext, ScenarioSnapshot } from '@allo/contracts/ports';

/** A value taken from the caller. `display` is for reading on a screen, `spoken` for a voice. */
export interface CollectedValue {
  value: string;
  display: string;
  spoken: string;
  isConfirmed: boolean;
}

/** What was caught of an answer that comes in pieces: some digits, a day without an hour. */
export interface PartialAnswer {
  digits?: string;
  hasPlus?: boolean;
  date?: string;
  time?: string;
  period?: 'night' | 'morning' | 'day' | 'evening';
}

export type Phase =
  /** Before the call has started. */
  | 'idle'
  /** A field was asked for. */
  | 'asking'
  /** “…, верно?” */
  | 'confirming'
  /** “Записать номер, с которого вы звоните?” */
  | 'offering'
  /** “Могу ещё чем-то помочь?” */
  | 'anything-else'
  /** The keypad menu was read out. */
  | 'menu'
  /** The tone was given. */
  | 'message'
  | 'finished';

/** The whole memory of a conversation: plain JSON, replaced and never changed by `reduce`. */
export interface ScenarioState {
  context: ScenarioContext;
  /** Turns true when words arrive after all, false when the recogniser keeps failing. */
  canHear: boolean;
  phase: Phase;
  stepIndex: number;
  /** Misunderstandings of the present question. */
  attempts: number;
  fields: Record<string, CollectedValue>;
  skipped: string[];
  /** Awaiting its explicit confirmation. */
  pending: CollectedValue | null;
  /** The value just denied: “последние цифры сорок шесть” still amends it. */
  rejected: CollectedValue | null;
  partial: PartialAnswer;
  /** Pieces of answers to questions still to come: “на завтра” before the day was asked for. */
  held: Record<string, PartialAnswer>;
  /** Digits pressed so far for an answer that ends with `#`. */
  keyed: string;
  /** Fields to be read back inside the next phrase. */
  toReadBack: string[];
  lastCollected: string | null;
  visits: Record<string, number>;
  /** How often each pool of wordings was used. */
  phraseUse: Record<string, number>;
  lastText: string;
  providerFailures: number;
  hasOfferedNumber: boolean;
  hasAskedMore: boolean;
  answeredQuestions: number;
  isEscalated: boolean;
  messageMs: number | null;
  emptyMessages: number;
  outcome: ScenarioSnapshot['outcome'];
}

export function initialState(context: ScenarioContext): ScenarioState {
  return {
    context,
    canHear: context.canHear,
    phase: 'idle',
    stepIndex: 0,
    attempts: 0,
    fields: {},
    skipped: [],
    pending: null,
    rejected: null,
    partial: {},
    held: {},
    keyed: '',
    toReadBack: [],
    lastCollected: null,
    visits: {},
    phraseUse: {},
    lastText: '',
    providerFailures: 0,
    hasOfferedNumber: false,
    hasAskedMore: false,
    answeredQuestions: 0,
    isEscalated: false,
    messageMs: null,
    emptyMessages: 0,
    outcome: null,
  };
}
