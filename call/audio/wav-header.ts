export interface WavFormat {
  sampleRateHz: number;
  channels: number;
}

/** Length of the header `wavHeader` writes: RIFF, a 16-byte `fmt ` and `data`. */
export const wavHeaderBytes = 44;

/**
 * The 44-byte header of 16-bit linear PCM (Microsoft/IBM Multimedia Programming Interface, RIFF WAVE).
 * Written with `dataBytes` 0 at the start of a recording and again with the real length as it grows.
 */
export function wavHeader(format: WavFormat, dataBytes: number): Uint8Array {
  const bytes = new Uint8Array(wavHeaderBytes);
  const view = new DataView(bytes.buffer);
  const blockBytes = format.channels * 2;
  writeTag(view, 0, 'RIFF');
  view.setUint32(4, Math.min(wavHeaderBytes - 8 + dataBytes, 0xffffffff), true);
  writeTag(view, 8, 'WAVE');
  writeTag(view, 12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, format.channels, true);
  view.setUint32(24, format.sampleRateHz, true);
  view.setUint32(28, format.sampleRateHz * blockBytes, true);
  view.setUint16(32, blockBytes, true);
  view.setUint16(34, 16, true);
  writeTag(view, 36, 'data');
  view.setUint32(40, Math.min(dataBytes, 0xffffffff), true);
  return bytes;
}

function writeTag(view: DataView, offset: number, tag: string): void {
  for (let i = 0; i < 4; i++) view.setUint8(offset + i, tag.charCodeAt(i));
}
