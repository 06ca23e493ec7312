import { describe, expect, it } from 'vitest';
import { decodeALaw, decodeMuLaw, encodeALaw, encodeMuLaw, g711Silence } from './g711.ts';

const allCodes = Uint8Array.from({ length: 256 }, (_, code) => code);
const allSamples = Int16Array.from({ length: 0x1_0000 }, (_, n) => n - 0x8000);

function decoded(decode: typeof decodeALaw, codes: Uint8Array): Int16Array {
  const out = new Int16Array(codes.length);
  decode(codes, out);
  return out;
}

function encoded(encode: typeof encodeALaw, pcm: Int16Array): Uint8Array {
  const out = new Uint8Array(pcm.length);
  encode(pcm, out);
  return out;
}

/** FNV-1a over little-endian samples: the fingerprint of what sox 14.4.2 decodes from codes 0…255. */
function fingerprint(pcm: Int16Array): string {
  let hash = 0x811c9dc5;
  for (const sample of pcm) {
    hash = Math.imul(hash ^ (sample & 0xff), 0x01000193);
    hash = Math.imul(hash ^ ((sample >> 8) & 0xff), 0x01000193);
  }
  return (hash >>> 0).toString(16);
}

describe('G.711', () => {
  it('decode / known points of the tables (ITU-T G.711 tables 1 and 2, scaled to 16 bits)', () => {
    const aLaw = decoded(decodeALaw, Uint8Array.of(0xd5, 0x55, 0xaa, 0x2a, 0x80, 0x00));
    expect([...aLaw]).toEqual([8, -8, 32256, -32256, 5504, -5504]);
    const muLaw = decoded(decodeMuLaw, Uint8Array.of(0xff, 0x7f, 0x80, 0x00, 0xf0, 0x70));
    expect([...muLaw]).toEqual([0, 0, 32124, -32124, 120, -120]);
  });

  it('decode / every code as sox decodes it', () => {
    expect(fingerprint(decoded(decodeALaw, allCodes))).toBe('12fb6645');
    expect(fingerprint(decoded(decodeMuLaw, allCodes))).toBe('715d95a8');
  });

  it('encode / the 1 kHz, 0 dBm0 sequence of G.711 tables 5 and 6', () => {
    const aLawTone = Uint8Array.of(0x34, 0x21, 0x21, 0x34, 0xb4, 0xa1, 0xa1, 0xb4);
    const muLawTone = Uint8Array.of(0x1e, 0x0b, 0x0b, 0x1e, 0x9e, 0x8b, 0x8b, 0x9e);
    expect(encoded(encodeALaw, decoded(decodeALaw, aLawTone))).toEqual(aLawTone);
    expect(encoded(encodeMuLaw, decoded(decodeMuLaw, muLawTone))).toEqual(muLawTone);
    const a = decoded(decodeALaw, aLawTone);
    const mu = decoded(decodeMuLaw, muLawTone);
    for (let i = 0; i < 8; i++) {
      expect(Math.abs((a[i] as number) - (mu[i] as number))).toBeLessThan(600);
      expect(Math.sign(a[i] as number)).toBe(i < 4 ? -1 : 1);
    }
  });

  it('decode then encode / every code comes back, save the negative zero of mu-law', () => {
    expect(encoded(encodeALaw, decoded(decodeALaw, allCodes))).toEqual(allCodes);
    const again = encoded(encodeMuLaw, decoded(decodeMuLaw, allCodes));
    expect([...allCodes].filter((code) => again[code] !== code)).toEqual([0x7f]);
  });

  it.each([
    ['A-law', encodeALaw, decodeALaw, 32256],
    ['mu-law', encodeMuLaw, decodeMuLaw, 32124],
  ] as const)('%s / the error of every sample stays within half a step', (_, encode, decode, peak) => {
    const back = decoded(decode, encoded(encode, allSamples));
    for (let i = 0; i < allSamples.length; i++) {
      const sample = allSamples[i] as number;
      const error = Math.abs(sample - (back[i] as number));
      const isClipped = Math.abs(sample) > peak;
      const step = Math.max(16, 2 ** (Math.floor(Math.log2(Math.abs(sample) + 132)) - 4));
      expect(isClipped || error <= step / 2 + 8).toBe(true);
    }
  });

  it('silence / encodes a sample of 0', () => {
    expect(encoded(encodeALaw, new Int16Array(1))[0]).toBe(g711Silence.PCMA);
    expect(encoded(encodeMuLaw, new Int16Array(1))[0]).toBe(g711Silence.PCMU);
  });

  it('buffers of different length / the shorter one counts', () => {
    expect(encodeALaw(new Int16Array(5), new Uint8Array(3))).toBe(3);
    expect(decodeMuLaw(new Uint8Array(2), new Int16Array(9))).toBe(2);
  });
});
