import { createSeededRandom } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { longestRetryAfterMs, retryDelayMs, retryDelaysMs } from './retry-schedule.ts';

const least = { next: () => 0, below: () => 0 };
const most = { next: () => 1, below: () => 0 };

describe('retry schedule', () => {
  it('eight attempts / without chance / five seconds to sixteen hours, over a day in all', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8].map((failed) => retryDelayMs(failed, null, least));
    expect(waits).toEqual([...retryDelaysMs, null]);
    expect(retryDelaysMs.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(24 * 3_600_000);
  });

  it('chance / any / never shorter than planned, at most a fifth longer', () => {
    expect(retryDelayMs(1, null, most)).toBe(6000);
    const random = createSeededRandom(7);
    const waits = Array.from({ length: 200 }, () => retryDelayMs(3, null, random) ?? 0);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(600_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(720_000);
    expect(new Set(waits).size).toBeGreaterThan(150);
  });

  it('retry-after / longer than planned / honoured, up to a day', () => {
    expect(retryDelayMs(1, 90_000, least)).toBe(90_000);
    expect(retryDelayMs(1, 1000, least)).toBe(5000);
    expect(retryDelayMs(1, 30 * longestRetryAfterMs, least)).toBe(longestRetryAfterMs);
    expect(retryDelayMs(8, 90_000, least)).toBeNull();
  });
});
