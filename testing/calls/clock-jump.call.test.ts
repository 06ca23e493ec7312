import { describe, expect, it } from 'vitest';
import { simulateCalls, type CallerStep } from '../simulation/index.ts';
import { loadSkillbase } from './load-skillbase.ts';

const hourMs = 3_600_000;
const script: CallerStep[] = [
  { say: 'маникюр' },
  { pauseMs: 9000 },
  { say: 'меня зовут Анна' },
  { say: 'восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь' },
  { say: 'да верно' },
  { pauseMs: 6000 },
];
const options = () => [
  { skillbase: loadSkillbase('testing/skillbases/studio.yaml'), script, stt: { mode: 'streaming' as const } },
];

describe('the clock of the machine, set in mid-call', () => {
  it.each([
    ['an hour on', [{ atMs: 8000, byMs: hourMs }]],
    ['an hour back', [{ atMs: 8000, byMs: -hourMs }]],
    [
      'on and back again and again',
      Array.from({ length: 40 }, (_, index) => ({
        atMs: 500 * index,
        byMs: index % 2 === 0 ? hourMs : -hourMs,
      })),
    ],
  ])('%s / the same things happen at the same moments of the call', async (_, wallJumps) => {
    const [undisturbed] = await simulateCalls(options(), { maxMs: 120_000 });
    const [disturbed] = await simulateCalls(options(), { maxMs: 120_000, wallJumps });
    const told = (call: typeof disturbed) => call?.events.map(({ seq, type, data }) => ({ seq, type, data }));
    expect(undisturbed?.isOver).toBe(true);
    expect(undisturbed?.events.length).toBeGreaterThan(15);
    expect(told(disturbed)).toEqual(told(undisturbed));
    expect(disturbed?.durationMs).toBe(undisturbed?.durationMs);
    expect(disturbed?.heardText).toBe(undisturbed?.heardText);
    const walls = disturbed?.events.map(({ at }) => Date.parse(at)) ?? [];
    expect(Math.max(...walls) - Math.min(...walls)).toBeGreaterThan(hourMs / 2);
  });
});
