import { type Clock, VirtualClock } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { Ticker } from './ticker.ts';

/** A clock whose timers fire late, and whose time passes while work is done. */
function createLateClock() {
  let nowMs = 0;
  let armed: { dueMs: number; run: () => void } | null = null;
  const clock: Clock = {
    now: () => nowMs,
    wallTime: () => nowMs,
    setTimer: (delayMs, run) => {
      const entry = { dueMs: nowMs + delayMs, run };
      armed = entry;
      return { cancel: () => (armed = armed === entry ? null : armed) };
    },
    defer: () => {},
    sleep: () => Promise.resolve(),
  };
  return {
    clock,
    spend: (ms: number) => (nowMs += ms),
    /** Fires the armed timer `lateMs` after it was due. */
    fire: (lateMs: number) => {
      const entry = armed;
      if (!entry) throw new Error('no timer is armed');
      armed = null;
      nowMs = Math.max(nowMs, entry.dueMs) + lateMs;
      entry.run();
    },
    get armedFor() {
      return armed?.dueMs ?? null;
    },
  };
}

describe('Ticker', () => {
  it('on time / 50 ticks a second on a grid that begins one period after start', async () => {
    const clock = new VirtualClock();
    const at: number[] = [];
    const ticker = new Ticker(clock, () => at.push(clock.now()));
    ticker.start();
    await clock.advance(1000);
    expect(at).toEqual(Array.from({ length: 50 }, (_, n) => (n + 1) * 20));
    expect(ticker.stats()).toMatchObject({ ticks: 50, catchUps: 0, resyncs: 0, latenessMaxMs: 0 });
  });

  it('timers late by a few ms / the grid does not drift', () => {
    const late = createLateClock();
    const ticker = new Ticker(late.clock, () => late.spend(1));
    ticker.start();
    for (let n = 0; n < 100; n++) late.fire(3);
    expect(late.armedFor).toBe(20 * 101);
    const stats = ticker.stats();
    expect(stats).toMatchObject({ ticks: 100, latenessMaxMs: 3, latenessP99Ms: 3 });
  });

  it('90 ms late / one tick is made up at once, the others after the loop had its turn', () => {
    const late = createLateClock();
    let ticks = 0;
    const ticker = new Ticker(late.clock, () => ticks++);
    ticker.start();
    late.fire(90);
    expect(ticks).toBe(2);
    late.fire(0);
    expect(ticks).toBe(4);
    late.fire(0);
    expect(ticks).toBe(5);
    expect(late.armedFor).toBe(120);
    expect(ticker.stats()).toMatchObject({ catchUps: 2, resyncs: 0 });
  });

  it('over 200 ms late / the schedule begins anew', () => {
    const late = createLateClock();
    let ticks = 0;
    const ticker = new Ticker(late.clock, () => ticks++);
    ticker.start();
    late.fire(500);
    expect(ticks).toBe(1);
    expect(late.armedFor).toBe(540);
    expect(ticker.stats()).toMatchObject({ resyncs: 1, latenessMaxMs: 500 });
  });

  it('stop / from inside a tick, twice, and start again', async () => {
    const clock = new VirtualClock();
    let ticks = 0;
    const ticker = new Ticker(clock, () => {
      ticks++;
      if (ticks === 3) ticker.stop();
    });
    ticker.start();
    ticker.start();
    await clock.advance(1000);
    expect(ticks).toBe(3);
    ticker.stop();
    ticker.start();
    await clock.advance(40);
    expect(ticks).toBe(5);
  });
});
