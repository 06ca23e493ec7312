import { describe, expect, it } from 'vitest';
import { simulateCalls, story } from '../simulation/index.ts';
import { fiftyCalls } from './fifty-calls.ts';

describe('fifty scripted calls of several minutes', () => {
  it('run twice / same seeds / identical to the event', async () => {
    const run = () => simulateCalls(fiftyCalls(), { maxMs: 900_000 });
    const first = await run();
    const second = await run();
    expect(first.filter((call) => !call.isOver).map((call) => story(call.events).slice(-5))).toEqual([]);
    expect(second.map((call) => call.events)).toEqual(first.map((call) => call.events));
    const minutes = first.map((call) => call.durationMs / 60_000).toSorted((a, b) => a - b);
    // Several minutes each: half of them over two.
    expect(minutes[25]).toBeGreaterThan(2);
    // What the caller's ear made out is what the transcript says was heard, but for ducked words.
    for (const call of first) {
      const spoken = call.events.flatMap((event) =>
        event.type === 'agent.spoke' ? event.data.text.split(' ').length : 0,
      );
      const told = spoken.reduce((sum: number, words) => sum + (typeof words === 'number' ? words : 0), 0);
      const heard = call.heardText.split(' ').length;
      expect(Math.abs(told - heard) / told).toBeLessThan(0.1);
    }
  });
});
