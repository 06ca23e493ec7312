import { describe, expect, it } from 'vitest';
import { type Failure, pauseBeforeRetry, retryAfterMsOf } from './retry.ts';

const failed = (more: Partial<Failure>): Failure => ({
  status: 503,
  retryAfterMs: null,
  isUnsent: false,
  isReplayed: false,
  ...more,
});
const pauseOf = (failure: Partial<Failure>, isRepeatable = true, number = 0) =>
  pauseBeforeRetry(failed(failure), { number, retries: 3, isRepeatable, chance: 0.5 });

describe('pauseBeforeRetry', () => {
  it('grows, up to ten seconds, and ends after the last attempt', () => {
    expect([0, 1, 2, 3].map((number) => pauseOf({}, true, number))).toEqual([250, 500, 1000, null]);
    const long = { number: 20, retries: 99, isRepeatable: true, chance: 0.5 };
    expect(pauseBeforeRetry(failed({}), long)).toBe(10_000);
  });

  it('repeats what may have happened only where that does no harm', () => {
    for (const status of [0, 502, 503, 504]) {
      expect(pauseOf({ status })).toBe(250);
      expect(pauseOf({ status }, false)).toBeNull();
    }
  });

  it('repeats anything that certainly did not happen', () => {
    expect(pauseOf({ status: 0, isUnsent: true }, false)).toBe(250);
    expect(pauseOf({ status: 429 }, false)).toBe(250);
  });

  it('takes refusals and faults of the program as they are', () => {
    for (const status of [400, 401, 403, 404, 409, 412, 422, 500]) expect(pauseOf({ status })).toBeNull();
  });

  it('asks again while its own earlier attempt still runs, not when that one met a conflict', () => {
    expect(pauseOf({ status: 409 }, true, 1)).toBe(500);
    expect(pauseOf({ status: 409, isReplayed: true }, true, 1)).toBeNull();
  });

  it('waits as long as it is asked to, but not for ever', () => {
    expect(pauseOf({ status: 429, retryAfterMs: 42_000 })).toBe(42_000);
    expect(pauseOf({ status: 503, retryAfterMs: 3_600_000 })).toBeNull();
  });
});

describe('retryAfterMsOf', () => {
  it('reads seconds and dates, and nothing else', () => {
    const nowMs = Date.parse('2026-03-02T09:00:00Z');
    expect(retryAfterMsOf('7', nowMs)).toBe(7000);
    expect(retryAfterMsOf('Mon, 02 Mar 2026 09:00:30 GMT', nowMs)).toBe(30_000);
    expect(retryAfterMsOf('Mon, 02 Mar 2026 08:00:00 GMT', nowMs)).toBe(0);
    expect([null, '', 'soon'].map((text) => retryAfterMsOf(text, nowMs))).toEqual([null, null, null]);
  });
});
