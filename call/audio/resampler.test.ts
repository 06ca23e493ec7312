import { describe, expect, it } from 'vitest';
import { Resampler } from './resampler.ts';

const amplitude = 16000;

function sine(frequencyHz: number, rateHz: number, seconds: number): Int16Array {
  return Int16Array.from({ length: Math.round(rateHz * seconds) }, (_, n) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * frequencyHz * n) / rateHz)),
  );
}

function convert(pcm: Int16Array, from: number, to: number): Int16Array {
  const resampler = new Resampler(from, to);
  return Int16Array.from([...resampler.process(pcm), ...resampler.flush()]);
}

/** RMS of the middle, away from the edges where the signal begins and ends. */
function middleRms(pcm: Int16Array): number {
  const middle = pcm.subarray(Math.floor(pcm.length * 0.2), Math.floor(pcm.length * 0.8));
  return Math.sqrt(middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length);
}

const gainDb = (out: Int16Array) => 20 * Math.log10(middleRms(out) / (amplitude / Math.SQRT2));

const rates = [8000, 16000, 22050, 24000, 44100, 48000];
const pairs = rates.flatMap((from) =>
  rates.filter((to) => from !== to && (from <= 16000 || to <= 16000)).map((to) => [from, to] as const),
);

describe('Resampler', () => {
  it.each(pairs)('%i → %i Hz passes everything up to 42.5 % of the lower rate within 0.5 dB', (from, to) => {
    const edgeHz = 0.425 * Math.min(from, to);
    for (const share of [0.05, 0.2, 0.4, 0.6, 0.8, 0.9, 1]) {
      const out = convert(sine(edgeHz * share, from, 0.1), from, to);
      expect(Math.abs(gainDb(out)), `at ${Math.round(edgeHz * share)} Hz`).toBeLessThan(0.5);
    }
  });

  it.each(pairs.filter(([from, to]) => to < from))(
    '%i → %i Hz holds what would fold back 60 dB down',
    (from, to) => {
      for (let hz = to * 0.503; hz < from / 2; hz += to * 0.13) {
        const out = convert(sine(hz, from, 0.1), from, to);
        expect(gainDb(out), `at ${Math.round(hz)} Hz`).toBeLessThan(-60);
      }
    },
  );

  it.each(pairs.filter(([from, to]) => to > from))('%i → %i Hz adds no image above −60 dB', (from, to) => {
    const hz = from * 0.31;
    const out = convert(sine(hz, from, 0.2), from, to);
    const from0 = Math.floor(out.length * 0.2);
    const length = Math.floor(out.length * 0.6);
    let inPhase = 0;
    let quadrature = 0;
    for (let n = from0; n < from0 + length; n++) {
      inPhase += (out[n] as number) * Math.cos((2 * Math.PI * hz * n) / to);
      quadrature += (out[n] as number) * Math.sin((2 * Math.PI * hz * n) / to);
    }
    const a = (2 * inPhase) / length;
    const b = (2 * quadrature) / length;
    let rest = 0;
    for (let n = from0; n < from0 + length; n++) {
      const tone = a * Math.cos((2 * Math.PI * hz * n) / to) + b * Math.sin((2 * Math.PI * hz * n) / to);
      rest += ((out[n] as number) - tone) ** 2;
    }
    expect(10 * Math.log10(rest / length / (amplitude ** 2 / 2))).toBeLessThan(-60);
  });

  it.each(pairs)('%i → %i Hz gives the same samples however the stream is cut', (from, to) => {
    const pcm = sine(700, from, 0.15);
    const whole = convert(pcm, from, to);
    for (const step of [1, 7, 160, 333]) {
      const resampler = new Resampler(from, to);
      const out: number[] = [];
      for (let at = 0; at < pcm.length; at += step)
        out.push(...resampler.process(pcm.subarray(at, at + step)));
      out.push(...resampler.flush());
      expect(Int16Array.from(out)).toEqual(whole);
    }
  });

  it.each(pairs)('%i → %i Hz keeps time: as long as the input and aligned with it', (from, to) => {
    const pcm = sine(440, from, 0.2);
    const out = convert(pcm, from, to);
    expect(out.length).toBe(Math.ceil((pcm.length * to) / from));
    const ideal = sine(440, to, 0.2);
    for (let n = Math.floor(out.length * 0.3); n < out.length * 0.7; n++) {
      expect(Math.abs((out[n] as number) - (ideal[n] as number))).toBeLessThan(amplitude * 0.01);
    }
  });

  it('withholds exactly delayMs while streaming', () => {
    const resampler = new Resampler(24000, 8000);
    const out = resampler.process(new Int16Array(24000));
    expect(resampler.delayMs).toBeGreaterThan(0);
    expect(resampler.delayMs).toBeLessThan(6);
    expect(Math.abs(8000 - out.length - resampler.delayMs * 8)).toBeLessThanOrEqual(1);
  });

  it('begins anew after flush', () => {
    const resampler = new Resampler(22050, 16000);
    const pcm = sine(300, 22050, 0.05);
    const first = [...resampler.process(pcm), ...resampler.flush()];
    expect([...resampler.process(pcm), ...resampler.flush()]).toEqual(first);
  });

  it('clips a filter overshoot instead of wrapping it', () => {
    const square = Int16Array.from({ length: 800 }, (_, n) => (n % 40 < 20 ? 32767 : -32768));
    const out = convert(square, 8000, 16000);
    const wrapped = out.some((sample, n) => n % 80 > 8 && n % 80 < 30 && sample < 0);
    expect(wrapped).toBe(false);
  });

  it('copies when the rates are equal and refuses nonsense', () => {
    const pcm = sine(100, 8000, 0.01);
    expect(convert(pcm, 8000, 8000)).toEqual(pcm);
    expect(() => new Resampler(0, 8000)).toThrow(RangeError);
    expect(() => new Resampler(8000.5, 8000)).toThrow(RangeError);
  });
});
