import type { WavFormat } from './wav-header.ts';

export interface Wav extends WavFormat {
  /** One array per channel, of equal length. */
  channelSamples: Int16Array[];
  /** Where the samples begin in the file, in bytes. */
  dataOffset: number;
  /** Bytes of whole sample frames that are really there. */
  dataBytes: number;
  /** The header tells another length than the file has: its writer did not finish. */
  isUnfinished: boolean;
}

/**
 * Reads 16-bit linear PCM WAVE. A length of 0, of 0xFFFFFFFF, or beyond the end of the file is what a killed
 * writer or a streaming encoder leaves; then everything up to the end counts as audio. When the `data` chunk is
 * last in a file longer than it says, the rest counts too. Throws RangeError when it is not such a file.
 */
export function readWav(bytes: Uint8Array): Wav {
  const found = locate(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames = found.dataBytes / (2 * found.channels);
  const channelSamples = Array.from({ length: found.channels }, () => new Int16Array(frames));
  let offset = found.dataOffset;
  for (let frame = 0; frame < frames; frame++) {
    for (const samples of channelSamples) {
      samples[frame] = view.getInt16(offset, true);
      offset += 2;
    }
  }
  return { ...found, channelSamples };
}

type Located = Omit<Wav, 'channelSamples'>;

function locate(bytes: Uint8Array): Located {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || tagAt(view, 0) !== 'RIFF' || tagAt(view, 8) !== 'WAVE') {
    throw new RangeError('not a WAVE file');
  }
  let format: WavFormat | null = null;
  for (let offset = 12; offset + 8 <= bytes.length; ) {
    const tag = tagAt(view, offset);
    const size = view.getUint32(offset + 4, true);
    const start = offset + 8;
    if (tag === 'fmt ') format = readFormat(view, start, size);
    if (tag === 'data') {
      if (!format) throw new RangeError('a WAVE file without a format before its data');
      return measure(bytes, format, start, size);
    }
    offset = start + size + (size & 1);
  }
  throw new RangeError('a WAVE file without data');
}

function readFormat(view: DataView, start: number, size: number): WavFormat {
  if (size < 16 || start + 16 > view.byteLength) throw new RangeError('a WAVE file with a broken format');
  const encoding = view.getUint16(start, true);
  // 0xFFFE is WAVE_FORMAT_EXTENSIBLE; its sub-format begins with the real encoding.
  const isLinear =
    encoding === 1 ||
    (encoding === 0xfffe && start + 26 <= view.byteLength && view.getUint16(start + 24, true) === 1);
  const bits = view.getUint16(start + 14, true);
  const channels = view.getUint16(start + 2, true);
  const sampleRateHz = view.getUint32(start + 4, true);
  if (!isLinear || bits !== 16 || channels === 0 || sampleRateHz === 0) {
    throw new RangeError('a WAVE file that is not 16-bit linear PCM');
  }
  return { sampleRateHz, channels };
}

function measure(bytes: Uint8Array, format: WavFormat, dataOffset: number, size: number): Located {
  const present = bytes.length - dataOffset;
  // A finished file may carry other known chunks after the audio.
  const end = size + (size & 1);
  const isFollowed = size > 0 && end + 8 <= present && hasTag(bytes, dataOffset + end);
  const isUnfinished = !isFollowed && size !== present && end !== present;
  const blockBytes = 2 * format.channels;
  const counted = isUnfinished ? present : size;
  return { ...format, dataOffset, dataBytes: counted - (counted % blockBytes), isUnfinished };
}

function hasTag(bytes: Uint8Array, offset: number): boolean {
  const tag = String.fromCharCode(...bytes.subarray(offset, offset + 4));
  return ['LIST', 'id3 ', 'ID3 ', 'bext', 'cue ', 'fact', 'PEAK', 'JUNK', 'smpl'].includes(tag);
}

function tagAt(view: DataView, offset: number): string {
  return String.fromCharCode(
    view.getUint8(offset),
    view.getUint8(offset + 1),
    view.getUint8(offset + 2),
    view.getUint8(offset + 3),
  );
}
