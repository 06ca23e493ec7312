import type { Random } from '@allo/kernel';

/** The first attempt is immediate; these are the waits after each failure. Eight attempts in a little over 29 hours. */
export const retryDelaysMs = [5_000, 60_000, 600_000, 3_600_000, 14_400_000, 28_800_000, 57_600_000] as const;
/** Longest pause a receiver may ask for. */
export const longestRetryAfterMs = 24 * 3_600_000;

/**
 * Wait before the next attempt after `failed` attempts of a round, or null when there is none. Up to a fifth longer
 * by chance, so that what failed together does not come back together; never earlier than the receiver asked for.
 */
export function retryDelayMs(failed: number, retryAfterMs: number | null, random: Random): number | null {
  const planned = retryDelaysMs[failed - 1];
  if (planned === undefined) return null;
  const jittered = planned + Math.round(planned * 0.2 * random.next());
  return Math.max(jittered, Math.min(retryAfterMs ?? 0, longestRetryAfterMs));
}
