import { type CallerPace, unknownPace } from './caller-pace.ts';
import { completeness } from './completeness.ts';
import type { Expectation } from './turn-cues.ts';

/** What is known of a turn while its last word fades. */
export interface TurnFacts {
  /** Words so far; empty when nothing was recognised yet. */
  text: string;
  expects: Expectation;
  pace: CallerPace;
  /** The recogniser's or an audio model's belief that the turn is over, 0..1; null when nobody has one. */
  hint: number | null;
}

/** Silence in ms that ends a turn, from what is known of it. */
export type EndOfTurnPolicy = (facts: TurnFacts) => number;

export interface Patience {
  /** Silence that is worth one cut-off, in ms: doubling it makes every doubtful silence longer. */
  priceMs: number;
  /** No turn ends sooner: gaps inside words are as long. */
  shortestMs: number;
  /** … and none waits longer, however unfinished it looks. */
  longestMs: number;
}

export const defaultPatience: Patience = { priceMs: 2500, shortestMs: 180, longestMs: 2600 };

/**
 * Pauses inside turns as published silence-only baselines show them: few are shorter than two thirds of the caller's
 * middle pause, and of the others the share longer than t falls as t to this power (0.556 at 300 ms, 0.217 at 600 …).
 */
const pauseFall = 1.85;
const shortestPauseShare = 0.68;
/** Width of the passage from answering at once to waiting, in shares of a cut-off. */
const passage = 0.04;
/** What nobody could put into words, in ms: nothing is known of how it goes on. */
const wordlessMs = 600;
/** A belief of 0 or 1 is not certainty. */
const largestHintOdds = 3;

/**
 * The wait that costs least when every ms of silence counts one and a cut-off {@link Patience.priceMs}. At odds o that
 * the turn is over, waiting w costs o · w for the silence and price · (pauses longer than w) for the interruption. Since
 * pauses longer than a third of a second thin out slowly, the best wait is either the shortest or well beyond that; the
 * passage between them is made continuous, so that no small change of the words makes a cliff.
 */
export function createEndOfTurnPolicy(patience: Partial<Patience> = {}): EndOfTurnPolicy {
  const { priceMs, shortestMs, longestMs } = { ...defaultPatience, ...patience };
  return ({ text, expects, pace, hint }) => {
    if (text === '') return wordlessMs;
    const odds = Math.exp(completeness(text, expects) + hintOdds(hint));
    const fromMs = shortestPauseShare * Math.exp(pace.logMean);
    const longMs = ((priceMs / odds) * pauseFall * fromMs ** pauseFall) ** (1 / (pauseFall + 1));
    const lateMs = Math.min(longestMs, Math.max(fromMs, longMs));
    const savedShare = 1 - (fromMs / lateMs) ** pauseFall - (odds * (lateMs - shortestMs)) / priceMs;
    const lateness = 1 / (1 + Math.exp(-savedShare / passage));
    return shortestMs * (lateMs / shortestMs) ** lateness;
  };
}

const engineOwn = createEndOfTurnPolicy();

/** The engine's own patience for a turn of which only the words and the question are known. */
export function endOfTurnWaitMs(text: string, expects: Expectation): number {
  return engineOwn({ text, expects, pace: unknownPace, hint: null });
}

function hintOdds(hint: number | null): number {
  if (hint === null) return 0;
  const odds = Math.log(Math.max(1e-6, hint) / Math.max(1e-6, 1 - hint));
  return Math.max(-largestHintOdds, Math.min(largestHintOdds, odds));
}
