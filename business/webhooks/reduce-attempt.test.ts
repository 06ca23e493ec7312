import { describe, expect, it } from 'vitest';
import type { Verdict } from './judge-reply.ts';
import { type AttemptState, failingForMs, reduceAttempt } from './reduce-attempt.ts';

const random = { next: () => 0, below: () => 0 };
const nowMs = 1_000_000_000_000;
const failed: Verdict = {
  isDelivered: false,
  isGone: false,
  pauseMs: null,
  status: 500,
  error: 'status_500',
  responseBody: '',
};
const delivered: Verdict = { ...failed, isDelivered: true, status: 200, error: null };
const well = { isEnabled: true, failingSinceMs: null, failedAttempts: 0 };
const reduce = (state: Partial<AttemptState>, verdict: Verdict) =>
  reduceAttempt({ attempts: 0, endpoint: well, ...state }, verdict, nowMs, random);

describe('an attempt', () => {
  it('delivered / after failures / the endpoint is well again', () => {
    const endpoint = { isEnabled: true, failingSinceMs: 5, failedAttempts: 9 };
    expect(reduce({ attempts: 3, endpoint }, delivered)).toEqual({
      delivery: { state: 'delivered' },
      endpoint: { failingSinceMs: null, failedAttempts: 0, pausedUntilMs: null, disable: null },
    });
  });

  it('failed / the first of eight / again in five seconds, failing from now', () => {
    expect(reduce({}, failed)).toEqual({
      delivery: { state: 'pending', dueAtMs: nowMs + 5000 },
      endpoint: { failingSinceMs: nowMs, failedAttempts: 1, pausedUntilMs: null, disable: null },
    });
  });

  it('failed / the eighth / dead', () => {
    expect(reduce({ attempts: 7 }, failed).delivery).toEqual({ state: 'dead' });
    expect(reduce({ attempts: 6 }, failed).delivery).toMatchObject({ state: 'pending' });
  });

  it('asked to wait / the delivery and the endpoint pause', () => {
    const result = reduce({}, { ...failed, status: 429, pauseMs: 60_000 });
    expect(result.delivery).toEqual({ state: 'pending', dueAtMs: nowMs + 60_000 });
    expect(result.endpoint.pausedUntilMs).toBe(nowMs + 60_000);
  });

  it('gone / dead at once, the endpoint off', () => {
    const result = reduce({}, { ...failed, isGone: true });
    expect([result.delivery, result.endpoint.disable]).toEqual([{ state: 'dead' }, 'gone']);
  });

  it.each([
    ['days of many failures', failingForMs, 9, 'failing'],
    ['many failures of less than days', failingForMs - 1, 50, null],
    ['days of few failures', failingForMs, 8, null],
  ])('%s / switched off: %s', (_what, ageMs, failedAttempts, disable) => {
    const endpoint = { isEnabled: true, failingSinceMs: nowMs - ageMs, failedAttempts };
    expect(reduce({ endpoint }, failed).endpoint.disable).toBe(disable);
  });

  it('an endpoint that is off already / is not switched off twice', () => {
    const endpoint = { isEnabled: false, failingSinceMs: 0, failedAttempts: 99 };
    expect(reduce({ endpoint }, failed).endpoint.disable).toBeNull();
    expect(reduce({ endpoint }, { ...failed, isGone: true }).endpoint.disable).toBeNull();
  });
});
