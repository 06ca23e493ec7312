const firstMs = 100;
const longestMs = 10_000;

/** How long a record waits after its handler failed for the `attempt`-th time, counted from 1. */
export function retryPauseMs(attempt: number): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 20));
}
