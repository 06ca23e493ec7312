import { createSilentLog, VirtualClock } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { createWakingLoop } from './waking-loop.ts';

function setUp(options: { gatherMs?: number; results?: Array<boolean | Error> } = {}) {
  const clock = new VirtualClock();
  const ranAtMs: number[] = [];
  const results = [...(options.results ?? [])];
  const loop = createWakingLoop({
    name: 'test',
    clock,
    log: createSilentLog(),
    restMs: 1000,
    gatherMs: options.gatherMs,
    run: () => {
      ranAtMs.push(clock.now());
      const result = results.shift() ?? false;
      return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
    },
  });
  return { clock, loop, ranAtMs };
}

describe('WakingLoop', () => {
  it('works at once, when woken, and from time to time', async () => {
    const { clock, loop, ranAtMs } = setUp();
    await clock.advance(300);
    loop.wake();
    await clock.advance(2500);
    expect(ranAtMs).toEqual([0, 300, 1300, 2300]);
    await loop.close();
  });

  it('goes on without a rest while there is more', async () => {
    const { clock, loop, ranAtMs } = setUp({ gatherMs: 100, results: [true, true, false] });
    await clock.advance(500);
    expect(ranAtMs).toEqual([0, 0, 0]);
    await loop.close();
  });

  it('makes many wakes into few pieces of work', async () => {
    const { clock, loop, ranAtMs } = setUp({ gatherMs: 100 });
    await clock.advance(500);
    for (let wake = 0; wake < 30; wake++) {
      loop.wake();
      await clock.advance(10);
    }
    expect(ranAtMs).toEqual([0, 500, 600, 700, 800]);
    await loop.close();
  });

  it('tries again at growing intervals after a failure, woken or not, until it works', async () => {
    const failures = Array.from({ length: 4 }, () => new Error('away'));
    const { clock, loop, ranAtMs } = setUp({ results: failures });
    for (let wake = 0; wake < 50; wake++) {
      await clock.advance(100);
      if (wake < 30) expect(loop.isFailing).toBe(true);
      loop.wake();
    }
    expect(ranAtMs.slice(0, 5)).toEqual([0, 250, 750, 1750, 3750]);
    expect(loop.isFailing).toBe(false);
    await loop.close();
  });

  it('begins nothing after close, which may come twice', async () => {
    const { clock, loop, ranAtMs } = setUp();
    await clock.advance(0);
    await Promise.all([loop.close(), loop.close()]);
    loop.wake();
    await clock.advance(5000);
    expect(ranAtMs).toEqual([0]);
  });
});
