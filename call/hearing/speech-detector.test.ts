import { describe, expect, it } from 'vitest';
import { type SpeechEdge, SpeechDetector } from './speech-detector.ts';

function edges(probabilities: readonly number[]): SpeechEdge[] {
  const detector = new SpeechDetector();
  const found: SpeechEdge[] = [];
  probabilities.forEach((probability, index) => {
    const edge = detector.push(probability, (index + 1) * 32);
    if (edge) found.push(edge);
  });
  return found;
}

const repeat = (probability: number, windows: number) => Array.from({ length: windows }, () => probability);

describe('SpeechDetector', () => {
  it('two voiced windows / after silence / onset dated to the first of them', () => {
    expect(edges([0, 0, 0.9, 0.9])).toEqual([{ type: 'speech-started', startMs: 64 }]);
  });

  it('a single loud window / a click / no speech', () => {
    expect(edges([0, 0.99, 0, 0.99, 0])).toEqual([]);
  });

  it('silence of 190 ms / after speech / end dated to the last voiced window', () => {
    expect(edges([...repeat(0.9, 10), ...repeat(0.1, 6)])).toEqual([
      { type: 'speech-started', startMs: 0 },
      { type: 'speech-ended', startMs: 0, endMs: 320 },
    ]);
  });

  it('time passing / a silent window seen / ends without waiting for the next window', () => {
    const detector = new SpeechDetector();
    for (const [index, probability] of [0.9, 0.9, 0.1].entries())
      detector.push(probability, (index + 1) * 32);
    expect(detector.elapse(240, 64)).toBeNull();
    expect(detector.elapse(260, 64)).toEqual({ type: 'speech-ended', startMs: 0, endMs: 64 });
  });

  it('detector that trails / loudness ended earlier / end is dated to the loudness', () => {
    const detector = new SpeechDetector();
    for (let window = 1; window <= 10; window++) detector.push(0.9, window * 32);
    detector.elapse(320, 200);
    detector.push(0.2, 352);
    expect(detector.elapse(380, 200)).toBeNull();
    expect(detector.elapse(400, 200)).toEqual({ type: 'speech-ended', startMs: 0, endMs: 200 });
  });

  it('a dip between words / shorter than the offset / stays one speech', () => {
    expect(edges([...repeat(0.9, 5), ...repeat(0.1, 5), ...repeat(0.9, 5)])).toHaveLength(1);
  });
});
