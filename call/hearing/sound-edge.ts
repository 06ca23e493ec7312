import type { Pcm } from '@allo/contracts/ports';

/** Sound this far below the loudest of the utterance is its echo or its breath, not its end: −30 dB. */
const tailShare = 0.032;
/** … and this much above the background is sound at all. */
const overBackground = 2.5;
/** Below it, in sample units, nothing is audible on a telephone. */
const inaudibleRms = 40;
/** The loudest moment is forgotten by half in about two seconds of frames. */
const peakDecay = 0.993;
/** The background is the quietest frame of the last 2 s: between words there is always one. */
const blockFrames = 20;
const blocks = 5;

/**
 * Where the caller's sound really stopped. A neural voice detector goes on for 100–150 ms after the last sample;
 * loudness does not. Both together tell the end to the frame: this says when it fell silent, the detector that it was speech.
 */
export class SoundEdge {
  #peak = 0;
  readonly #quietest = new Float64Array(blocks).fill(Number.POSITIVE_INFINITY);
  #frames = 0;
  #lastSoundMs = 0;

  /** End of the last audible frame. */
  get lastSoundMs(): number {
    return this.#lastSoundMs;
  }

  /** One frame that ends at `endMs`. */
  push(pcm: Pcm, endMs: number): void {
    let sum = 0;
    for (let index = 0; index < pcm.length; index++) sum += (pcm[index] as number) ** 2;
    const rms = Math.sqrt(sum / Math.max(1, pcm.length));
    this.#peak = Math.max(rms, this.#peak * peakDecay);
    const background = this.#backgroundWith(rms);
    if (rms > Math.max(inaudibleRms, this.#peak * tailShare, background * overBackground))
      this.#lastSoundMs = endMs;
  }

  #backgroundWith(rms: number): number {
    const block = Math.floor(this.#frames / blockFrames) % blocks;
    const isNewBlock = this.#frames % blockFrames === 0;
    this.#frames++;
    this.#quietest[block] = isNewBlock ? rms : Math.min(rms, this.#quietest[block] as number);
    let least = Number.POSITIVE_INFINITY;
    for (let index = 0; index < blocks; index++) least = Math.min(least, this.#quietest[index] as number);
    // Before there is a history the beginning of a call may be speech itself.
    return this.#frames < blockFrames * 2 ? 0 : least;
  }
}
