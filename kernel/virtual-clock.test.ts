import { describe, expect, it } from 'vitest';
import { VirtualClock } from './virtual-clock.ts';

describe('VirtualClock', () => {
  it('fires timers in order of time, then of creation, and settles promises between them', async () => {
    const clock = new VirtualClock();
    const seen: string[] = [];
    clock.setTimer(20, () => seen.push('b'));
    clock.setTimer(10, () => {
      void clock.sleep(5).then(() => seen.push(`a+5 at ${clock.now()}`));
      seen.push('a');
    });
    clock.setTimer(20, () => seen.push('c'));
    await clock.advance(30);
    expect(seen).toEqual(['a', 'a+5 at 15', 'b', 'c']);
    expect(clock.now()).toBe(30);
  });

  it('never runs a cancelled timer and rejects an aborted sleep', async () => {
    const clock = new VirtualClock();
    let fired = false;
    clock.setTimer(5, () => (fired = true)).cancel();
    const aborted = new AbortController();
    const sleep = clock.sleep(50, aborted.signal);
    aborted.abort();
    await expect(sleep).rejects.toThrow(/abort/i);
    await clock.advance(100);
    expect(fired).toBe(false);
  });
});
