import { describe, expect, it } from 'vitest';
import { Resampler } from './resampler.ts';

const tone = (frequencyHz: number, rateHz: number, count: number) =>
  Float32Array.from({ length: count }, (_, n) => Math.sin((2 * Math.PI * frequencyHz * n) / rateHz));

const levelDb = (samples: Float32Array) =>
  10 * Math.log10(samples.reduce((sum, one) => sum + one * one, 0) / samples.length / 0.5);

function inChunks(resampler: Resampler, input: Float32Array, size: number): Float32Array {
  const parts: number[] = [];
  for (let at = 0; at < input.length; at += size) {
    parts.push(...resampler.process(input.subarray(at, at + size)));
  }
  return Float32Array.from(parts);
}

/** The filter needs its own length to settle; measure the middle. */
const steady = (samples: Float32Array) => samples.subarray(400, samples.length - 400);

describe('Resampler', () => {
  it.each([
    [48000, 16000],
    [44100, 16000],
    [16000, 48000],
    [16000, 44100],
    [96000, 16000],
    [8000, 16000],
  ])('%i to %i / a second of audio / gives a second of audio less the filter delay', (from, to) => {
    const output = inChunks(new Resampler(from, to), tone(440, from, from), 128);
    expect(output.length).toBeGreaterThan(to - to * 0.005 - 64);
    expect(output.length).toBeLessThanOrEqual(to + 1);
  });

  it.each([
    [48000, 16000],
    [44100, 16000],
    [16000, 44100],
  ])('%i to %i / a speech-band tone / passes within 0.1 dB', (from, to) => {
    for (const frequency of [200, 1000, 3400, 6000]) {
      const output = inChunks(new Resampler(from, to), tone(frequency, from, from), 128);
      expect(Math.abs(levelDb(steady(output)))).toBeLessThan(0.1);
    }
  });

  it.each([48000, 44100])('%i to 16000 / a tone above 8 kHz / is at least 60 dB down', (from) => {
    for (const frequency of [9000, 12000, 15000]) {
      const output = inChunks(new Resampler(from, 16000), tone(frequency, from, from), 128);
      expect(levelDb(steady(output))).toBeLessThan(-60);
    }
  });

  it('process / the same audio in chunks of any size / is bit for bit the same', () => {
    const input = tone(700, 44100, 20000);
    const whole = new Resampler(44100, 16000).process(input);
    for (const size of [1, 7, 128, 1000]) {
      expect(inChunks(new Resampler(44100, 16000), input, size)).toEqual(whole);
    }
  });

  it('process / equal rates / returns the input untouched', () => {
    const input = tone(440, 16000, 320);
    expect(new Resampler(16000, 16000).process(input)).toBe(input);
  });
});
