import { VirtualClock } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { createMemoryRateLimiter } from './memory-rate-limiter.ts';

describe('the rate limiter in memory', () => {
  it('a limit lowered while in use / holds at once', async () => {
    const limiter = createMemoryRateLimiter({ clock: new VirtualClock() });
    for (let taken = 0; taken < 5; taken++) await limiter.take('k', { limit: 5, windowMs: 1000 });
    expect(await limiter.take('k', { limit: 2, windowMs: 1000 })).toMatchObject({
      isAllowed: false,
      remaining: 0,
    });
  });

  it('a limit of nothing / allows nothing', async () => {
    const limiter = createMemoryRateLimiter({ clock: new VirtualClock() });
    expect(await limiter.take('k', { limit: 0, windowMs: 1000 })).toEqual({
      isAllowed: false,
      remaining: 0,
      resetMs: 1000,
    });
  });

  it('a wall clock that jumps an hour / changes nothing', async () => {
    const clock = new VirtualClock();
    const jumping = Object.assign(Object.create(clock) as VirtualClock, {
      now: () => clock.now(),
      wallTime: () => clock.wallTime() + 3_600_000 * (clock.now() > 0 ? 1 : -1),
    });
    const limiter = createMemoryRateLimiter({ clock: jumping });
    await limiter.take('k', { limit: 1, windowMs: 1000 });
    await clock.advance(999);
    expect((await limiter.take('k', { limit: 1, windowMs: 1000 })).isAllowed).toBe(false);
    await clock.advance(1);
    expect((await limiter.take('k', { limit: 1, windowMs: 1000 })).isAllowed).toBe(true);
  });
});
