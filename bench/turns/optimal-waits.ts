import type { CallerPlan } from '@allo/testing/simulation';

/** One silence of a turn, as one who knows the corpus sees it. */
export interface Silence {
  /** Which turn of the set. */
  turn: number;
  situation: string;
  /** null at the end of the turn. */
  pauseMs: number | null;
}

/** Waits in ms by situation; a situation never seen waits for ever. */
export type Waits = ReadonlyMap<string, number>;

/** Callers' silences, told apart by the words so far, the question and a third of all paces. */
export function silencesOf(callers: readonly CallerPlan[]): Silence[] {
  let turn = 0;
  const silences: Silence[] = [];
  for (const caller of callers) {
    const third = caller.pace < -0.43 ? 'quick' : caller.pace < 0.43 ? 'even' : 'slow';
    for (const { stretches } of caller.turns) {
      for (const { pattern, pauseMs } of stretches)
        silences.push({ turn, situation: `${third} ${pattern}`, pauseMs });
      turn++;
    }
  }
  return silences;
}

/**
 * The best wait in each situation when one cut-off is worth `priceMs` of dead air: minimises
 * ends × wait + price × (pauses longer than the wait). `earliestMs` is when the words can be known at all.
 */
export function optimalWaits(
  silences: readonly Silence[],
  priceMs: number,
  earliestMs: number,
): Map<string, number> {
  const groups = new Map<string, { ends: number; pauses: number[] }>();
  for (const { situation, pauseMs } of silences) {
    const group = groups.get(situation) ?? { ends: 0, pauses: [] };
    groups.set(situation, group);
    if (pauseMs === null) group.ends++;
    else group.pauses.push(pauseMs);
  }
  const waits = new Map<string, number>();
  for (const [situation, { ends, pauses }] of groups)
    waits.set(situation, bestWait(ends, pauses, priceMs, earliestMs));
  return waits;
}

function bestWait(ends: number, pauses: number[], priceMs: number, earliestMs: number): number {
  if (ends === 0) return Number.POSITIVE_INFINITY;
  const sorted = pauses.filter((one) => one > earliestMs).toSorted((a, b) => a - b);
  let best = earliestMs;
  let bestCost = ends * earliestMs + priceMs * sorted.length;
  sorted.forEach((pauseMs, index) => {
    const cost = ends * pauseMs + priceMs * (sorted.length - index - 1);
    if (cost >= bestCost) return;
    best = pauseMs;
    bestCost = cost;
  });
  return best;
}

/** Nobody waits longer. */
const longestMs = 2600;

/** What waits bring on a set of turns: mean silence before the answer and the share of turns cut off. */
export function outcomeOf(
  silences: readonly Silence[],
  waits: Waits,
  readyMs: (silence: number) => number,
): { deadAirMs: number; cutOffShare: number } {
  const cut = new Set<number>();
  let deadAirMs = 0;
  let turns = 0;
  // Silences come in the order they are said: a turn that was cut off has no end of its own any more.
  silences.forEach(({ turn, situation, pauseMs }, index) => {
    const waitMs = Math.max(readyMs(index), waits.get(situation) ?? longestMs);
    if (pauseMs === null) turns++;
    if (pauseMs !== null && waitMs < pauseMs) cut.add(turn);
    else if (pauseMs === null && !cut.has(turn)) deadAirMs += Math.min(waitMs, longestMs);
  });
  return { deadAirMs: deadAirMs / (turns - cut.size), cutOffShare: cut.size / turns };
}
