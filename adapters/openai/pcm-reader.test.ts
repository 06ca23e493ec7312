import { describe, expect, it } from 'vitest';
import { PcmReader } from './pcm-reader.ts';
import { wavFile } from './wav-file.ts';

const tone = (rate: number, seconds: number, hz = 440) =>
  Int16Array.from(
    { length: rate * seconds },
    (_, index) => 10_000 * Math.sin((2 * Math.PI * hz * index) / rate),
  );

const bytesOf = (pcm: Int16Array) => wavFile(pcm, 8000).subarray(44);

/** Fed in pieces of `size` bytes. */
function read(reader: PcmReader, bytes: Uint8Array, size: number): number[] {
  const samples: number[] = [];
  for (let start = 0; start < bytes.length; start += size)
    samples.push(...reader.read(bytes.subarray(start, start + size)));
  samples.push(...reader.end());
  return samples;
}

describe('PcmReader', () => {
  it.each([1, 3, 7, 12, 4801])('raw PCM in pieces of %i bytes / the same samples', (size) => {
    const pcm = tone(24_000, 0.1);
    expect(read(new PcmReader(24_000), bytesOf(pcm), size)).toEqual([...pcm]);
  });

  it.each([1, 5, 44, 1000])(
    'WAV of the asked rate in pieces of %i bytes / its samples without the header',
    (size) => {
      const pcm = tone(24_000, 0.1);
      expect(read(new PcmReader(24_000), wavFile(pcm, 24_000), size)).toEqual([...pcm]);
    },
  );

  it('WAV of another rate / is converted: as long, the same tone', () => {
    const samples = read(new PcmReader(24_000), wavFile(tone(22_050, 1), 22_050), 999);
    expect(samples.length).toBe(24_000);
    const expected = tone(24_000, 1);
    const middle = samples.slice(1000, 23_000);
    const worst = Math.max(
      ...middle.map((sample, index) => Math.abs(sample - (expected[index + 1000] as number))),
    );
    expect(worst).toBeLessThan(40);
  });

  it('rate lowered / what the new rate cannot hold is gone', () => {
    const samples = read(new PcmReader(8000), wavFile(tone(24_000, 0.5, 6000), 24_000), 999);
    expect(Math.max(...samples.slice(100, -100).map(Math.abs))).toBeLessThan(30);
  });

  it('extra chunks before the data / are skipped', () => {
    const pcm = tone(24_000, 0.01);
    const plain = wavFile(pcm, 24_000);
    const list = Uint8Array.from([76, 73, 83, 84, 3, 0, 0, 0, 1, 2, 3, 0]);
    const bytes = Uint8Array.from([...plain.subarray(0, 36), ...list, ...plain.subarray(36)]);
    expect(read(new PcmReader(24_000), bytes, 10)).toEqual([...pcm]);
  });

  it('two channels / the first is heard', () => {
    const header = wavFile(new Int16Array(0), 24_000);
    new DataView(header.buffer).setUint16(22, 2, true);
    const body = bytesOf(Int16Array.of(1, -1, 2, -2, 3, -3));
    expect(read(new PcmReader(24_000), Uint8Array.from([...header, ...body]), 5)).toEqual([1, 2, 3]);
  });

  it.each([
    ['HTML', '<!DOCTYPE html><html>'],
    ['JSON', '{"error":{"message":"no"}}'],
    ['MP3 with a tag', 'ID3\u0004\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000'],
    ['Ogg', 'OggS\u0000\u0002\u0000\u0000\u0000\u0000\u0000\u0000\u0000'],
  ])('%s / is garbage', (_, text) => {
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    expect(() => read(new PcmReader(24_000), bytes, 4)).toThrow(/instead of/);
  });

  it('WAV of floats, of 3 Hz, without data / is garbage', () => {
    const spoil = (offset: number, value: number) => {
      const file = wavFile(tone(24_000, 0.1), 24_000);
      new DataView(file.buffer).setUint16(offset, value, true);
      return () => read(new PcmReader(24_000), file, 100);
    };
    expect(spoil(20, 3)).toThrow(/16-bit PCM/);
    expect(spoil(24, 3)).toThrow(/rate/);
    const endless = new Uint8Array(80_000);
    endless.set(wavFile(new Int16Array(0), 24_000).subarray(0, 36));
    new DataView(endless.buffer).setUint32(40, 0x7fff_ffff, true);
    expect(() => read(new PcmReader(24_000), endless, 1000)).toThrow(/without data/);
  });
});
