import { VirtualClock } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { AttemptLimit } from './attempt-limit.ts';

describe('AttemptLimit', () => {
  it('lets so many through in any window, and the next when the oldest has passed', async () => {
    const clock = new VirtualClock();
    const limit = new AttemptLimit({ attempts: 2, windowMs: 1000 }, clock);
    limit.count('a');
    await clock.advance(400);
    expect(limit.waitMs('a')).toBe(0);
    limit.count('a');
    expect([limit.waitMs('a'), limit.waitMs('b')]).toEqual([600, 0]);
    await clock.advance(600);
    expect(limit.waitMs('a')).toBe(0);
    limit.count('a');
    expect(limit.waitMs('a')).toBe(400);
  });

  it('forgives what was right', () => {
    const limit = new AttemptLimit({ attempts: 1, windowMs: 1000 }, new VirtualClock());
    limit.count('a');
    limit.forgive('a');
    expect(limit.waitMs('a')).toBe(0);
  });

  it('remembers no more keys than it may, forgetting the one tried longest ago', () => {
    const limit = new AttemptLimit({ attempts: 1, windowMs: 1000, maxKeys: 2 }, new VirtualClock());
    for (const key of ['a', 'b', 'a', 'c']) limit.count(key);
    expect(['a', 'b', 'c'].map((key) => limit.waitMs(key) > 0)).toEqual([true, false, true]);
  });
});
