import type { PartHealth } from './part-health.ts';

export interface RateLimit {
  /** How many within any stretch of `windowMs`. */
  limit: number;
  windowMs: number;
}

export interface RateVerdict {
  isAllowed: boolean;
  /** How many more would be allowed now. */
  remaining: number;
  /** Milliseconds until the oldest one counted leaves the window and `remaining` grows. */
  resetMs: number;
}

/**
 * Counts in a sliding window, for all nodes together where they share a store; when it is away, each node counts for
 * itself. Refused attempts are not counted.
 */
export interface RateLimiter {
  /** Never rejects. A key of an organisation carries its id: `org:{orgId}:user:{userId}`. */
  take(key: string, limit: RateLimit): Promise<RateVerdict>;
  state(): PartHealth;
  /** Idempotent. */
  close(): Promise<void>;
}
