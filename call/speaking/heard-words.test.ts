import { describe, expect, it } from 'vitest';
import { heardWords } from './heard-words.ts';

describe('heardWords', () => {
  it.each([
    [1, 'один два три четыре'],
    [0.5, 'один два'],
    [0.24, 'один'],
    [0.02, ''],
    [0, ''],
  ])('share %s of the audio / even pace / the words that mostly left', (fraction, expected) => {
    expect(heardWords('один два три четыре', fraction)).toBe(expected);
  });
});
