import { expect, it } from 'vitest';
import { energy, levelDbfs, rms } from './level.ts';

it('level / of silence, of a full-scale square wave, of nothing', () => {
  expect(rms(new Int16Array(10))).toBe(0);
  expect(levelDbfs(new Int16Array(10))).toBe(-Infinity);
  expect(levelDbfs(new Int16Array(10).fill(-32768))).toBe(0);
  expect(levelDbfs(new Int16Array(10).fill(16384))).toBeCloseTo(-6.02, 2);
  expect(energy(new Int16Array(0))).toBe(0);
  expect(energy(Int16Array.of(3, -4))).toBe(12.5);
});
