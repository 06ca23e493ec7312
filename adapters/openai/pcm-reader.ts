import type { Pcm } from '@allo/contracts/ports';
import { ProviderFailure } from './provider-failure.ts';
import { RateConverter } from './rate-converter.ts';

/** No header is worth reading further than this for its `data` chunk. */
const maxHeaderBytes = 65_536;
const riffBytes = 12;
/** How Matroska and WebM begin. */
const webm = '\u001aE\u00df\u00a3';

interface Layout {
  sampleRateHz: number;
  channels: number;
}

/**
 * Samples out of a byte stream that is raw PCM (s16le, one channel, at the rate asked for) or, from servers that
 * ignore `response_format`, a WAV file of any rate. Pieces may end in the middle of a sample or of the header.
 */
export class PcmReader {
  readonly #outputRateHz: number;
  #rest: Uint8Array = new Uint8Array(0);
  #layout: Layout | null = null;
  #converter: RateConverter | null = null;

  constructor(outputRateHz: number) {
    this.#outputRateHz = outputRateHz;
  }

  /** Samples complete so far; may be empty. Throws `provider_garbage` for what is no 16-bit audio. */
  read(piece: Uint8Array): Pcm {
    const bytes = joined(this.#rest, piece);
    if (this.#layout) return this.#samples(bytes, this.#layout);
    const start = this.#readHeader(bytes);
    if (start === null || !this.#layout) {
      this.#rest = bytes;
      return new Int16Array(0);
    }
    return this.#samples(bytes.subarray(start), this.#layout);
  }

  /** What the rate conversion still holds, after the last piece. */
  end(): Pcm {
    return this.#converter?.end() ?? new Int16Array(0);
  }

  /** Offset of the first sample, or null when more bytes are needed. Sets the layout. */
  #readHeader(bytes: Uint8Array): number | null {
    if (bytes.length < riffBytes) return null;
    rejectOtherFormats(bytes);
    if (tagAt(bytes, 0) !== 'RIFF' || tagAt(bytes, 8) !== 'WAVE') {
      this.#layout = { sampleRateHz: this.#outputRateHz, channels: 1 };
      return 0;
    }
    const wave = readWaveHeader(bytes);
    if (wave === null) {
      if (bytes.length > maxHeaderBytes) throw garbage('WAV without data');
      return null;
    }
    this.#layout = wave.layout;
    if (wave.layout.sampleRateHz !== this.#outputRateHz) {
      this.#converter = new RateConverter(wave.layout.sampleRateHz, this.#outputRateHz);
    }
    return wave.start;
  }

  #samples(bytes: Uint8Array, layout: Layout): Pcm {
    const frameBytes = 2 * layout.channels;
    const frames = Math.floor(bytes.length / frameBytes);
    this.#rest = bytes.slice(frames * frameBytes);
    const view = new DataView(bytes.buffer, bytes.byteOffset, frames * frameBytes);
    const pcm = new Int16Array(frames);
    for (let i = 0; i < frames; i++) pcm[i] = view.getInt16(i * frameBytes, true);
    return this.#converter ? this.#converter.convert(pcm) : pcm;
  }
}

function readWaveHeader(bytes: Uint8Array): { start: number; layout: Layout } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let layout: Layout | null = null;
  let offset = riffBytes;
  while (offset + 8 <= bytes.length) {
    const tag = tagAt(bytes, offset);
    const size = view.getUint32(offset + 4, true);
    const body = offset + 8;
    if (tag === 'data') {
      if (!layout) throw garbage('WAV without format');
      return { start: body, layout };
    }
    if (tag === 'fmt ') {
      if (size < 16) throw garbage('WAV with a short format');
      if (body + 16 > bytes.length) return null;
      layout = readFormat(view, body);
    }
    // Chunks are padded to even sizes.
    offset = body + size + (size % 2);
  }
  return null;
}

function readFormat(view: DataView, offset: number): Layout {
  const format = view.getUint16(offset, true);
  const channels = view.getUint16(offset + 2, true);
  const sampleRateHz = view.getUint32(offset + 4, true);
  const bits = view.getUint16(offset + 14, true);
  // 1 is PCM, 0xFFFE says the same in an extension.
  const isPcm16 = (format === 1 || format === 0xfffe) && bits === 16;
  if (!isPcm16 || channels < 1 || channels > 8) throw garbage('WAV that is not 16-bit PCM');
  if (sampleRateHz < 8000 || sampleRateHz > 48_000) throw garbage('WAV of an odd rate');
  return { sampleRateHz, channels };
}

/** Played as PCM these would be a blast of noise in the caller's ear. */
function rejectOtherFormats(bytes: Uint8Array): void {
  const head = String.fromCharCode(...bytes.subarray(0, riffBytes));
  if (['ID3', 'OggS', 'fLaC', webm].some((magic) => head.startsWith(magic)))
    throw garbage('compressed audio instead of PCM');
  if (/^\s*(<!doctype|<html|<\?xml|\{\s*")/i.test(head)) throw garbage('text instead of audio');
}

function garbage(detail: string): ProviderFailure {
  return new ProviderFailure('provider_garbage', detail);
}

function tagAt(bytes: Uint8Array, offset: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + 4));
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
