import type { Clock } from '@allo/kernel';

/** A token bucket per source. */
export interface RateLimiter {
  /** Takes one token; false when the source has used up its own. */
  take(source: string): boolean;
}

export interface RateLimit {
  perSecond: number;
  /** Size of the bucket: how many at once after a quiet time. */
  burst: number;
}

// Bound of memory under a flood of forged sources: beyond it the stalest half is forgotten.
const maxSources = 10_000;

export function createRateLimiter(clock: Clock, limit: RateLimit): RateLimiter {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return {
    take(source) {
      const nowMs = clock.now();
      const bucket = buckets.get(source) ?? { tokens: limit.burst, atMs: nowMs };
      const refill = ((nowMs - bucket.atMs) / 1000) * limit.perSecond;
      bucket.tokens = Math.min(limit.burst, bucket.tokens + refill);
      bucket.atMs = nowMs;
      // Re-inserting keeps the map in order of last use.
      buckets.delete(source);
      buckets.set(source, bucket);
      if (buckets.size > maxSources) forgetHalf(buckets);
      if (bucket.tokens < 1) return false;
      bucket.tokens -= 1;
      return true;
    },
  };
}

function forgetHalf(buckets: Map<string, unknown>): void {
  let left = Math.floor(buckets.size / 2);
  for (const source of buckets.keys()) {
    if (left === 0) return;
    buckets.delete(source);
    left -= 1;
  }
}
