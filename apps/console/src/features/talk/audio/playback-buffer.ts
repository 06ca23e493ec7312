export interface PlaybackBufferOptions {
  sampleRateHz: number;
  /** How much is gathered before playing starts, and again after an underrun. */
  prefillMs: number;
  /** The prefill grows by a frame with each underrun in mid-speech, up to this. */
  maxPrefillMs: number;
  /** Oldest audio is dropped beyond this. */
  capacityMs: number;
}

/** Below this a block counts as silence and may be skipped to catch up. About −50 dBFS. */
const silencePeak = 0.003;
const growthMs = 20;
/** A gap longer than this was the end of what was said, not a late frame. */
const lateFrameMs = 200;

/**
 * The ring between the socket and the loudspeaker. It waits for `prefillMs` before it plays, gives silence while
 * it waits, and learns: an underrun that turns out to be a late frame makes the prefill longer. After a stall of
 * the network everything arrives at once; the extra delay is taken back by skipping silence, never speech.
 */
export class PlaybackBuffer {
  private readonly ring: Float32Array;
  private readonly options: PlaybackBufferOptions;
  private readAt = 0;
  private length = 0;
  private isPriming = true;
  private prefillSamples: number;
  private starvedSamples = 0;
  private waitedSamples = 0;
  private underrunCount = 0;

  constructor(options: PlaybackBufferOptions) {
    this.options = options;
    this.ring = new Float32Array(this.samples(options.capacityMs));
    this.prefillSamples = this.samples(options.prefillMs);
  }

  get depthMs(): number {
    return (this.length * 1000) / this.options.sampleRateHz;
  }

  get prefillMs(): number {
    return (this.prefillSamples * 1000) / this.options.sampleRateHz;
  }

  get underruns(): number {
    return this.underrunCount;
  }

  push(samples: Float32Array): void {
    if (this.starvedSamples > 0 && this.starvedSamples < this.samples(lateFrameMs)) {
      this.underrunCount += 1;
      const grown = this.prefillSamples + this.samples(growthMs);
      this.prefillSamples = Math.min(grown, this.samples(this.options.maxPrefillMs));
    }
    this.starvedSamples = 0;
    for (const sample of samples) {
      this.ring[(this.readAt + this.length) % this.ring.length] = sample;
      if (this.length === this.ring.length) this.readAt = (this.readAt + 1) % this.ring.length;
      else this.length += 1;
    }
  }

  /** Fills `output` wholly, with silence where there is nothing to play. Returns how many samples were real. */
  pull(output: Float32Array): number {
    if (this.isPriming && !this.isPrimed()) {
      output.fill(0);
      if (this.length > 0) this.waitedSamples += output.length;
      if (this.starvedSamples > 0) this.starvedSamples += output.length;
      return 0;
    }
    this.isPriming = false;
    this.waitedSamples = 0;
    this.catchUp(output.length);
    const count = Math.min(output.length, this.length);
    for (let index = 0; index < count; index += 1) output[index] = this.at(index);
    output.fill(0, count);
    this.drop(count);
    if (count < output.length) {
      this.isPriming = true;
      this.starvedSamples = output.length - count;
    }
    return count;
  }

  /** The agent was interrupted: nothing more of what is here may be heard. */
  clear(): void {
    this.length = 0;
    this.isPriming = true;
    this.starvedSamples = 0;
    this.waitedSamples = 0;
  }

  /** A tail shorter than the prefill is played too, once it has waited as long as the prefill takes. */
  private isPrimed(): boolean {
    return this.length >= this.prefillSamples || this.waitedSamples >= this.prefillSamples;
  }

  private catchUp(blockLength: number): void {
    const isDeep = this.length > 2 * this.prefillSamples + blockLength;
    if (!isDeep) return;
    for (let index = 0; index < blockLength; index += 1) {
      if (Math.abs(this.at(index)) > silencePeak) return;
    }
    this.drop(blockLength);
  }

  private at(offset: number): number {
    return this.ring[(this.readAt + offset) % this.ring.length] as number;
  }

  private drop(count: number): void {
    this.readAt = (this.readAt + count) % this.ring.length;
    this.length -= count;
  }

  private samples(durationMs: number): number {
    return Math.round((durationMs * this.options.sampleRateHz) / 1000);
  }
}
