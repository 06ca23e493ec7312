import type { Random } from '@allo/kernel';
import type { Verdict } from './judge-reply.ts';
import { longestRetryAfterMs, retryDelayMs } from './retry-schedule.ts';

/** Nothing but failures for so long, and more than one delivery of them, switches an endpoint off. */
export const failingForMs = 5 * 24 * 3_600_000;
export const failingAttempts = 10;

export interface AttemptState {
  /** Attempts of this round before this one. */
  attempts: number;
  endpoint: { isEnabled: boolean; failingSinceMs: number | null; failedAttempts: number };
}

export interface AttemptResult {
  delivery: { state: 'delivered' | 'dead' } | { state: 'pending'; dueAtMs: number };
  endpoint: {
    failingSinceMs: number | null;
    failedAttempts: number;
    pausedUntilMs: number | null;
    disable: 'gone' | 'failing' | null;
  };
}

/**
 * What one attempt changes. Delivered: the endpoint is well again. Failed: tried again later, or dead after the last;
 * the endpoint pauses if it asked to, and goes off on 410 or after days of failure.
 */
export function reduceAttempt(
  state: AttemptState,
  verdict: Verdict,
  nowMs: number,
  random: Random,
): AttemptResult {
  if (verdict.isDelivered)
    return {
      delivery: { state: 'delivered' },
      endpoint: { failingSinceMs: null, failedAttempts: 0, pausedUntilMs: null, disable: null },
    };
  const failingSinceMs = state.endpoint.failingSinceMs ?? nowMs;
  const failedAttempts = state.endpoint.failedAttempts + 1;
  const delayMs = verdict.isGone ? null : retryDelayMs(state.attempts + 1, verdict.pauseMs, random);
  const isFailing = nowMs - failingSinceMs >= failingForMs && failedAttempts >= failingAttempts;
  const reason = verdict.isGone ? 'gone' : isFailing ? 'failing' : null;
  return {
    delivery: delayMs === null ? { state: 'dead' } : { state: 'pending', dueAtMs: nowMs + delayMs },
    endpoint: {
      failingSinceMs,
      failedAttempts,
      pausedUntilMs: verdict.pauseMs === null ? null : nowMs + Math.min(verdict.pauseMs, longestRetryAfterMs),
      disable: state.endpoint.isEnabled ? reason : null,
    },
  };
}
