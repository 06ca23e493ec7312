import { describe, expect, it } from 'vitest';
import { FrameCodec } from './frame-codec.ts';

describe('FrameCodec', () => {
  it.each([
    ['PCMA', 160, 160],
    ['PCMU', 160, 160],
    ['L16', 320, 640],
  ] as const)(
    '%s / a frame comes back within the error of the code, silence as silence',
    (name, samples, bytes) => {
      const codec = new FrameCodec(name, samples, samples * 6);
      const frame = Int16Array.from({ length: samples }, (_, n) => Math.round(12_000 * Math.sin(n / 7)));
      const payload = codec.encode(frame);
      expect(payload.length).toBe(bytes);
      expect(codec.decode(payload)).toBe(samples);
      for (let n = 0; n < samples; n++) {
        const limit = name === 'L16' ? 0 : 16 + Math.abs(frame[n] as number) / 30;
        expect(Math.abs((codec.decoded[n] as number) - (frame[n] as number))).toBeLessThanOrEqual(limit);
      }
      codec.decode(codec.silence);
      expect(codec.decoded.slice(0, samples).every((sample) => Math.abs(sample) <= 8)).toBe(true);
    },
  );

  it('L16 / little endian with sign, from a payload at an odd place', () => {
    const codec = new FrameCodec('L16', 2, 8);
    expect([...codec.encode(Int16Array.of(-2, 0x1234))]).toEqual([0xfe, 0xff, 0x34, 0x12]);
    codec.decode(Uint8Array.of(9, 0xfe, 0xff, 0x34, 0x12).subarray(1));
    expect(codec.decoded.slice(0, 2)).toEqual(Int16Array.of(-2, 0x1234));
  });

  it('torn or oversized payload / nothing', () => {
    const codec = new FrameCodec('L16', 320, 640);
    expect([codec.decode(new Uint8Array(641)), codec.decode(new Uint8Array(1282))]).toEqual([0, 0]);
  });
});
