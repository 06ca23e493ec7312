import { describe, expect, it } from 'vitest';
import { createCallerPlan } from './create-turns.ts';
import { publishedCutOff } from './pause-lengths.ts';

const callers = Array.from({ length: 1500 }, (_, index) => createCallerPlan({ seed: index + 1, turns: 20 }));
const turns = callers.flatMap((caller) => caller.turns);

describe('callers of the turn bench', () => {
  it('the same seed / twice / says the same with the same pauses', () => {
    expect(createCallerPlan({ seed: 7, turns: 20 })).toEqual(createCallerPlan({ seed: 7, turns: 20 }));
  });
  it.each(publishedCutOff)(
    'silence of $silenceMs ms as the end / cuts off as often as published',
    ({ silenceMs, share }) => {
      const cut = turns.filter(({ stretches }) =>
        stretches.some(({ pauseMs }) => (pauseMs ?? 0) >= silenceMs),
      );
      expect(Math.abs(cut.length / turns.length - share)).toBeLessThan(0.012);
    },
  );
  it('every turn / ends with words and no pause', () => {
    for (const { stretches } of turns) {
      expect(stretches.at(-1)?.pauseMs).toBeNull();
      expect(stretches.every(({ words }) => words.trim() !== '')).toBe(true);
    }
  });
});
