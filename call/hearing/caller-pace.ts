/** How long this caller's pauses are, on a logarithmic scale. */
export interface CallerPace {
  /** Mean of the logarithm of pauses in ms. */
  logMean: number;
  /** Pauses heard, the prior's counted in. */
  weight: number;
}

/** What is known of a caller nobody heard yet: pauses of 430 ms in the middle, worth three observations. */
export const unknownPace: CallerPace = { logMean: Math.log(430), weight: 3 };
/** Shorter is a breath inside a word group and says nothing of patience; longer is something else than a pause. */
const toldBy = { shortestMs: 150, longestMs: 4000 };
/** Old habits are forgotten slowly. */
const largestWeight = 20;

/** The pace after one more pause inside a turn. */
export function notePause(pace: CallerPace, pauseMs: number): CallerPace {
  if (pauseMs < toldBy.shortestMs || pauseMs > toldBy.longestMs) return pace;
  const weight = Math.min(largestWeight, pace.weight + 1);
  return { logMean: pace.logMean + (Math.log(pauseMs) - pace.logMean) / weight, weight };
}
