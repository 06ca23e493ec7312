/** Samples and rate of a WAV file of 16-bit PCM; the first channel. Null for anything else. */
export function wavSamples(bytes: Uint8Array): { pcm: Int16Array; sampleRateHz: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = (offset: number) => String.fromCharCode(...bytes.subarray(offset, offset + 4));
  if (bytes.length < 12 || tag(0) !== 'RIFF' || tag(8) !== 'WAVE') return null;
  let format: { channels: number; sampleRateHz: number } | null = null;
  for (let offset = 12; offset + 8 <= bytes.length; ) {
    const size = view.getUint32(offset + 4, true);
    const body = offset + 8;
    if (tag(offset) === 'fmt ' && body + 16 <= bytes.length) {
      if (view.getUint16(body, true) !== 1 || view.getUint16(body + 14, true) !== 16) return null;
      format = { channels: view.getUint16(body + 2, true), sampleRateHz: view.getUint32(body + 4, true) };
    }
    if (tag(offset) === 'data') {
      if (!format || format.channels < 1 || body + size > bytes.length) return null;
      const pcm = new Int16Array(Math.floor(size / (2 * format.channels)));
      for (let i = 0; i < pcm.length; i++) pcm[i] = view.getInt16(body + i * 2 * format.channels, true);
      return { pcm, sampleRateHz: format.sampleRateHz };
    }
    offset = body + size + (size % 2);
  }
  return null;
}
