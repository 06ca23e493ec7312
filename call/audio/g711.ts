/**
 * G.711 by tables: 65 536 entries to encode, 256 to decode, built once from the reference algorithm
 * (ITU-T G.191 STL, g711.c). Samples are signed 16-bit; one byte per sample. Every function converts
 * `min(source.length, target.length)` samples and answers that count.
 */
export function encodeALaw(pcm: Int16Array, out: Uint8Array): number {
  return encode(aLawEncoded, pcm, out);
}

export function decodeALaw(bytes: Uint8Array, out: Int16Array): number {
  return decode(aLawDecoded, bytes, out);
}

export function encodeMuLaw(pcm: Int16Array, out: Uint8Array): number {
  return encode(muLawEncoded, pcm, out);
}

export function decodeMuLaw(bytes: Uint8Array, out: Int16Array): number {
  return decode(muLawDecoded, bytes, out);
}

/** What a byte of digital silence is on the wire: a sample of 0. */
export const g711Silence = { PCMA: 0xd5, PCMU: 0xff } as const;

const aLawEncoded = new Uint8Array(0x1_0000);
const muLawEncoded = new Uint8Array(0x1_0000);
const aLawDecoded = new Int16Array(256);
const muLawDecoded = new Int16Array(256);

for (let sample = -0x8000; sample <= 0x7fff; sample++) {
  aLawEncoded[sample & 0xffff] = aLawCode(sample);
  muLawEncoded[sample & 0xffff] = muLawCode(sample);
}
for (let code = 0; code < 256; code++) {
  aLawDecoded[code] = aLawSample(code);
  muLawDecoded[code] = muLawSample(code);
}

function encode(table: Uint8Array, pcm: Int16Array, out: Uint8Array): number {
  const count = Math.min(pcm.length, out.length);
  for (let i = 0; i < count; i++) out[i] = table[(pcm[i] as number) & 0xffff] as number;
  return count;
}

function decode(table: Int16Array, bytes: Uint8Array, out: Int16Array): number {
  const count = Math.min(bytes.length, out.length);
  for (let i = 0; i < count; i++) out[i] = table[bytes[i] as number] as number;
  return count;
}

/** 13-bit magnitude with one's complement for negatives; even bits inverted on the line. */
function aLawCode(sample: number): number {
  let magnitude = (sample < 0 ? ~sample : sample) >> 4;
  if (magnitude > 15) {
    let exponent = 1;
    while (magnitude > 31) {
      magnitude >>= 1;
      exponent++;
    }
    magnitude += (exponent << 4) - 16;
  }
  return (sample < 0 ? magnitude : magnitude | 0x80) ^ 0x55;
}

function aLawSample(code: number): number {
  const bits = (code ^ 0x55) & 0x7f;
  const exponent = bits >> 4;
  const mantissa = ((exponent > 0 ? (bits & 15) + 16 : bits & 15) << 4) + 8;
  const magnitude = exponent > 1 ? mantissa << (exponent - 1) : mantissa;
  return code & 0x80 ? magnitude : -magnitude;
}

/** 14-bit magnitude with a bias of 33; all bits inverted on the line. */
function muLawCode(sample: number): number {
  const biased = Math.min(((sample < 0 ? ~sample : sample) >> 2) + 33, 0x1fff);
  let segment = 1;
  for (let rest = biased >> 6; rest !== 0; rest >>= 1) segment++;
  const code = ((8 - segment) << 4) | (15 - ((biased >> segment) & 15));
  return sample < 0 ? code : code | 0x80;
}

function muLawSample(code: number): number {
  const inverted = ~code;
  const exponent = (inverted >> 4) & 7;
  const step = 8 << exponent;
  const magnitude = (0x80 << exponent) + step * (inverted & 15) + (step >> 1) - 4 * 33;
  return code & 0x80 ? magnitude : -magnitude || 0;
}
