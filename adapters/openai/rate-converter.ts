import type { Pcm } from '@allo/contracts/ports';

/** Zero crossings of the sinc on each side: about 70 dB of stop band with the Blackman window. */
const crossings = 16;

/**
 * Converts a stream from one rate to another by a windowed sinc. Exact for any pair of rates; for speech coming
 * from a server, not for the 20 ms path.
 */
export class RateConverter {
  readonly #step: number;
  readonly #cutoff: number;
  readonly #halfWidth: number;
  #input: Float32Array = new Float32Array(0);
  /** Index in the whole input of the first sample still kept. */
  #firstIndex = 0;
  #outputIndex = 0;
  #received = 0;

  constructor(fromHz: number, toHz: number) {
    this.#step = fromHz / toHz;
    this.#cutoff = Math.min(1, toHz / fromHz) * 0.94;
    this.#halfWidth = crossings / this.#cutoff;
  }

  /** Samples that no later input can change. */
  convert(pcm: Pcm): Pcm {
    const input = new Float32Array(this.#input.length + pcm.length);
    input.set(this.#input);
    input.set(pcm, this.#input.length);
    this.#input = input;
    this.#received += pcm.length;
    return this.#produce(this.#received - this.#halfWidth);
  }

  /** The tail, as if silence followed. */
  end(): Pcm {
    return this.#produce(this.#received);
  }

  /** Every output sample whose place in the input is before `limit`. */
  #produce(limit: number): Pcm {
    const count = Math.max(0, Math.ceil(limit / this.#step) - this.#outputIndex);
    const output = new Int16Array(count);
    for (let i = 0; i < count; i++) output[i] = this.#sampleAt((this.#outputIndex + i) * this.#step);
    this.#outputIndex += count;
    const needed = Math.max(
      0,
      Math.floor(this.#outputIndex * this.#step - this.#halfWidth) - this.#firstIndex,
    );
    this.#input = this.#input.slice(needed);
    this.#firstIndex += Math.min(needed, this.#received - this.#firstIndex);
    return output;
  }

  #sampleAt(place: number): number {
    const first = Math.max(this.#firstIndex, Math.ceil(place - this.#halfWidth));
    const last = Math.min(this.#received - 1, Math.floor(place + this.#halfWidth));
    let sum = 0;
    for (let index = first; index <= last; index++) {
      sum += (this.#input[index - this.#firstIndex] as number) * this.#kernel(place - index);
    }
    return Math.max(-32_768, Math.min(32_767, Math.round(sum)));
  }

  #kernel(distance: number): number {
    const angle = Math.PI * distance * this.#cutoff;
    const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
    const phase = (Math.PI * distance) / this.#halfWidth;
    const window = 0.42 + 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase);
    return sinc * window * this.#cutoff;
  }
}
