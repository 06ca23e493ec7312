/** One peak per so much of the recording; finer than a pixel on any screen for calls over ten seconds. */
export const peakMs = 20;

const longestHeaderBytes = 1_000_000;

export interface WavPeaks {
  durationMs: number;
  /** Per channel the largest absolute sample of each 20 ms, 0…1. Left caller, right agent. */
  channels: Float32Array[];
}

interface WavFormat {
  channels: number;
  rateHz: number;
}

/**
 * Reads a PCM16 WAV as it arrives and keeps only its peaks, so an hour of sound costs as little memory as a
 * minute. The `data` length is not believed: a recording of a killed process ends where the bytes end.
 */
export class WavPeakReader {
  private pending = new Uint8Array(0);
  private format: WavFormat | null = null;
  private isInData = false;
  private peaks: number[][] = [];
  private current: number[] = [];
  private framesInPeak = 0;
  private frames = 0;

  /** Throws `Error` when the bytes are no PCM16 WAV. */
  push(chunk: Uint8Array): void {
    const joined = new Uint8Array(this.pending.length + chunk.length);
    joined.set(this.pending);
    joined.set(chunk, this.pending.length);
    let at = 0;
    if (!this.isInData) at = this.readHeader(joined);
    if (this.isInData) at = this.readSamples(joined, at);
    this.pending = joined.slice(at);
  }

  finish(): WavPeaks {
    if (!this.format || !this.isInData) throw new Error('not a WAV file');
    if (this.framesInPeak > 0) this.closePeak();
    return {
      durationMs: (this.frames * 1000) / this.format.rateHz,
      channels: this.peaks.map((channel) => Float32Array.from(channel)),
    };
  }

  /** Walks the chunks before `data`, from the beginning until it is found; returns how many bytes are done with. */
  private readHeader(bytes: Uint8Array): number {
    if (bytes.length < 12) return 0;
    if (tag(bytes, 0) !== 'RIFF' || tag(bytes, 8) !== 'WAVE') throw new Error('not a WAV file');
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 12;
    while (at + 8 <= bytes.length) {
      const name = tag(bytes, at);
      const size = view.getUint32(at + 4, true);
      if (name === 'data') {
        if (!this.format) throw new Error('data before format');
        this.isInData = true;
        return at + 8;
      }
      if (at + 8 + size > bytes.length) break;
      if (name === 'fmt ') this.readFormat(view, at + 8, size);
      at += 8 + size + (size % 2);
    }
    if (at > longestHeaderBytes) throw new Error('no data chunk');
    return 0;
  }

  private readFormat(view: DataView, at: number, size: number): void {
    if (size < 16) throw new Error('format chunk too short');
    const encoding = view.getUint16(at, true);
    const channels = view.getUint16(at + 2, true);
    const rateHz = view.getUint32(at + 4, true);
    const bits = view.getUint16(at + 14, true);
    const isPcm16 = (encoding === 1 || encoding === 0xfffe) && bits === 16;
    if (!isPcm16 || channels < 1 || channels > 8 || rateHz < 1000) throw new Error('not a PCM16 WAV');
    this.format = { channels, rateHz };
    this.peaks = Array.from({ length: channels }, () => []);
    this.current = Array.from({ length: channels }, () => 0);
  }

  private readSamples(bytes: Uint8Array, from: number): number {
    const { channels, rateHz } = this.format as WavFormat;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const framesPerPeak = Math.max(1, Math.round((rateHz * peakMs) / 1000));
    let at = from;
    for (; at + channels * 2 <= bytes.length; at += channels * 2) {
      for (let channel = 0; channel < channels; channel += 1) {
        const size = Math.abs(view.getInt16(at + channel * 2, true)) / 32768;
        if (size > (this.current[channel] as number)) this.current[channel] = size;
      }
      this.frames += 1;
      this.framesInPeak += 1;
      if (this.framesInPeak === framesPerPeak) this.closePeak();
    }
    return at;
  }

  private closePeak(): void {
    for (const [channel, peaks] of this.peaks.entries()) {
      peaks.push(this.current[channel] as number);
      this.current[channel] = 0;
    }
    this.framesInPeak = 0;
  }
}

function tag(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/** Peaks as so many columns of a drawing, each the largest of what it covers. */
export function columnsOf(peaks: Float32Array, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, column) => {
    const from = Math.floor((column * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((column + 1) * peaks.length) / count));
    let largest = 0;
    for (const peak of peaks.subarray(from, to)) largest = Math.max(largest, peak);
    return largest;
  });
}
