import { describe, expect, it } from 'vitest';
import { SoundEdge } from './sound-edge.ts';

const frame = (level: number) => Int16Array.from({ length: 160 }, (_, index) => (index % 2 ? level : -level));

function lastSound(levels: readonly number[]): number {
  const edge = new SoundEdge();
  levels.forEach((level, index) => edge.push(frame(level), (index + 1) * 20));
  return edge.lastSoundMs;
}

const repeat = (level: number, frames: number) => Array.from({ length: frames }, () => level);

describe('SoundEdge', () => {
  it('speech, then silence / ends with the last loud frame', () => {
    expect(lastSound([...repeat(0, 20), ...repeat(5000, 10), ...repeat(0, 10)])).toBe(600);
  });
  it('speech, then a faint tail 40 dB below / the tail is not speech', () => {
    expect(lastSound([...repeat(0, 20), ...repeat(8000, 10), ...repeat(80, 10)])).toBe(600);
  });
  it('speech over a steady background / the background is not speech', () => {
    expect(lastSound([...repeat(300, 600), ...repeat(6000, 10), ...repeat(300, 10)])).toBe(12_200);
  });
  it('a quiet ending of a word / 20 dB below / still counts', () => {
    expect(lastSound([...repeat(0, 20), ...repeat(8000, 10), ...repeat(800, 3), ...repeat(0, 5)])).toBe(660);
  });
});
