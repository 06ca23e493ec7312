import { describe, expect, it } from 'vitest';
import { readWav } from './read-wav.ts';
import { wavHeader, wavHeaderBytes } from './wav-header.ts';

function file(samples: number[], dataBytes = samples.length * 2, tail: number[] = []): Uint8Array {
  const body = new Uint8Array(Int16Array.from(samples).buffer);
  const header = wavHeader({ sampleRateHz: 8000, channels: 2 }, dataBytes);
  return Uint8Array.from([...header, ...body, ...tail]);
}

describe('readWav', () => {
  it('finished file / channels apart, nothing unfinished', () => {
    const wav = readWav(file([1, -1, 2, -2, 3, -3]));
    expect(wav).toMatchObject({
      sampleRateHz: 8000,
      channels: 2,
      isUnfinished: false,
      dataOffset: wavHeaderBytes,
    });
    expect(wav.channelSamples.map((samples) => [...samples])).toEqual([
      [1, 2, 3],
      [-1, -2, -3],
    ]);
  });

  it.each([0, 4, 0xffffffff])(
    'length %i in the header of a killed writer / all whole frames that are there',
    (length) => {
      const wav = readWav(file([1, -1, 2, -2, 3], length));
      expect(wav.isUnfinished).toBe(true);
      expect(wav.channelSamples.map((samples) => [...samples])).toEqual([
        [1, 2],
        [-1, -2],
      ]);
    },
  );

  it('another chunk after the audio / is not heard', () => {
    const list = Buffer.from('LIST');
    const wav = readWav(file([1, -1], 4, [...list, 4, 0, 0, 0, 9, 9, 9, 9]));
    expect(wav.isUnfinished).toBe(false);
    expect([...(wav.channelSamples[0] as Int16Array)]).toEqual([1]);
  });

  it('every cut of a file / a RangeError or what is there, never another error', () => {
    const whole = file([1, -1, 2, -2]);
    for (let length = 0; length <= whole.length; length++) {
      const cut = whole.subarray(0, length);
      if (length < wavHeaderBytes) expect(() => readWav(cut)).toThrow(RangeError);
      else expect(readWav(cut).dataBytes).toBe(Math.floor((length - wavHeaderBytes) / 4) * 4);
    }
  });

  it('not linear 16-bit PCM / refused', () => {
    const bytes = file([1, -1]);
    bytes[20] = 6;
    expect(() => readWav(bytes)).toThrow(RangeError);
    expect(() => readWav(Uint8Array.from({ length: 64 }, () => 0x52))).toThrow(RangeError);
  });

  it('a chunk length that leads out of the file / refused', () => {
    const bytes = file([1, -1]);
    new DataView(bytes.buffer).setUint32(16, 0xfffffff0, true);
    expect(() => readWav(bytes)).toThrow(RangeError);
  });
});
