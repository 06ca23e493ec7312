import { createSystemClock } from '@allo/kernel';
import { fiftyCalls } from '@allo/testing/calls';
import { simulateCalls } from '@allo/testing/simulation';
import { type Bench, rounded } from './bench.ts';

/** How fast whole calls run on the virtual clock: what makes every behaviour testable. */
export const simulationBench: Bench = {
  name: 'simulation',
  summary: 'fifty scripted calls of several minutes each on the virtual clock, twice',
  async run() {
    const clock = createSystemClock();
    const startedAt = clock.now();
    const first = await simulateCalls(fiftyCalls(), { maxMs: 900_000 });
    const seconds = (clock.now() - startedAt) / 1000;
    const second = await simulateCalls(fiftyCalls(), { maxMs: 900_000 });
    const isIdentical = JSON.stringify(first) === JSON.stringify(second);
    const callMinutes = first.reduce((sum, call) => sum + call.durationMs / 60_000, 0);
    return {
      figures: {
        calls: first.length,
        callMinutes: rounded(callMinutes, 1),
        seconds: rounded(seconds),
        identical: isIdentical ? 1 : 0,
      },
      conditions: {
        engine: 'real media lines and sessions, fake providers, callers behind the wire',
        threads: 1,
      },
    };
  },
};
