import { describe, expect, it } from 'vitest';
import { columnsOf, WavPeakReader } from './wav-peaks.ts';

/** A stereo WAV at 8 kHz with a LIST chunk of odd length in front of the data. */
function wav(frames: [number, number][], { bits = 16, claimed = frames.length * 4 } = {}): Uint8Array {
  const list = 4 + 3 + 1;
  const bytes = new Uint8Array(12 + 24 + list + 4 + 8 + frames.length * 4);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string) => bytes.set(new TextEncoder().encode(value), at);
  text(0, 'RIFF');
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 2, true);
  view.setUint32(24, 8000, true);
  view.setUint16(34, bits, true);
  text(36, 'LIST');
  view.setUint32(40, 3, true);
  text(48, 'data');
  view.setUint32(52, claimed, true);
  for (const [index, [left, right]] of frames.entries()) {
    view.setInt16(56 + index * 4, left, true);
    view.setInt16(58 + index * 4, right, true);
  }
  return bytes;
}

const read = (bytes: Uint8Array, size: number) => {
  const reader = new WavPeakReader();
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  return reader.finish();
};
const frames = Array.from({ length: 400 }, (_, n): [number, number] => (n < 160 ? [-16384, 0] : [0, 8192]));

describe('WavPeakReader', () => {
  it('finish / two channels / has one peak per 20 ms of each, the last one shorter', () => {
    const peaks = read(wav(frames), 1e6);
    expect(peaks.durationMs).toBe(50);
    expect(peaks.channels.map((channel) => [...channel])).toEqual([
      [0.5, 0, 0],
      [0, 0.25, 0.25],
    ]);
  });
  it.each([1, 3, 57, 100])('push / pieces of %i bytes / gives the same', (size) => {
    expect(read(wav(frames), size)).toEqual(read(wav(frames), 1e6));
  });
  it('push / two megabytes in one piece / is read', () => {
    const long = Array.from({ length: 500_000 }, (): [number, number] => [100, 100]);
    expect(read(wav(long), 1e9).durationMs).toBe(62_500);
  });
  it('finish / the header of a killed process claims nothing / reads what is there', () => {
    expect(read(wav(frames, { claimed: 0 }), 64).durationMs).toBe(50);
  });
  it.each([
    ['an HTML page', new TextEncoder().encode('<!doctype html><html></html>')],
    ['24 bits', wav(frames, { bits: 24 })],
    ['nothing', new Uint8Array(0)],
  ])('push / %s / is refused', (_what, bytes) => expect(() => read(bytes, 16)).toThrow());
});

describe('columnsOf', () => {
  it('more peaks than columns / each column is the largest it covers', () => {
    expect([...columnsOf(Float32Array.of(0.25, 0.5, 1, 0, 0.125, 0), 3)]).toEqual([0.5, 1, 0.125]);
  });
  it('fewer peaks than columns / peaks are repeated', () => {
    expect([...columnsOf(Float32Array.of(0.5, 1), 4)]).toEqual([0.5, 0.5, 1, 1]);
  });
});
