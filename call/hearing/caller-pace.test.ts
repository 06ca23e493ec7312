import { describe, expect, it } from 'vitest';
import { notePause, unknownPace } from './caller-pace.ts';

describe('a caller’s pace', () => {
  it('one long pause / hardly known caller / moves a quarter of the way', () => {
    const after = notePause(unknownPace, 1720);
    expect(Math.exp(after.logMean)).toBeCloseTo(430 * 4 ** 0.25, 3);
  });
  it('a gap inside a word, a minute of silence / no pauses of a turn / change nothing', () => {
    expect(notePause(unknownPace, 90)).toBe(unknownPace);
    expect(notePause(unknownPace, 60_000)).toBe(unknownPace);
  });
});
