import type { Pcm } from '@allo/contracts/ports';

/** Zero crossings of the sinc on each side: about 70 dB of stop band with the Blackman window. */
const crossings = 16;

/**
 * Converts a stream from one rate to another by a windowed sinc, one set of weights for every place an output
 * sample can have between two input samples. Exact for any pair of rates; for speech coming from a server, not for
 * the 20 ms path.
 */
export class RateConverter {
  /** Output sample `n` stands at input place `n * fromStep / toStep`, in lowest terms. */
  readonly #fromStep: number;
  readonly #toStep: number;
  readonly #halfWidth: number;
  readonly #weights: Float32Array[];
  #input: Float32Array = new Float32Array(0);
  /** Index in the whole input of the first sample still kept. */
  #firstIndex = 0;
  #outputIndex = 0;
  #received = 0;

  constructor(fromHz: number, toHz: number) {
    const divisor = greatestDivisor(fromHz, toHz);
    this.#fromStep = fromHz / divisor;
    this.#toStep = toHz / divisor;
    const cutoff = Math.min(1, toHz / fromHz) * 0.94;
    this.#halfWidth = Math.ceil(crossings / cutoff);
    this.#weights = Array.from({ length: this.#toStep }, (_, phase) =>
      weightsAt(phase / this.#toStep, this.#halfWidth, cutoff),
    );
  }

  /** Samples that no later input can change. */
  convert(pcm: Pcm): Pcm {
    const input = new Float32Array(this.#input.length + pcm.length);
    input.set(this.#input);
    input.set(pcm, this.#input.length);
    this.#input = input;
    this.#received += pcm.length;
    return this.#produce(this.#received - this.#halfWidth - 1);
  }

  /** The tail, as if silence followed. */
  end(): Pcm {
    return this.#produce(this.#received);
  }

  /** Every output sample whose place in the input is before `limit`. */
  #produce(limit: number): Pcm {
    const count = Math.max(0, Math.ceil((limit * this.#toStep) / this.#fromStep) - this.#outputIndex);
    const output = new Int16Array(count);
    for (let i = 0; i < count; i++) output[i] = this.#sample(this.#outputIndex + i);
    this.#outputIndex += count;
    const nextPlace = Math.floor((this.#outputIndex * this.#fromStep) / this.#toStep);
    const unneeded = Math.min(
      this.#input.length,
      Math.max(0, nextPlace - this.#halfWidth - this.#firstIndex),
    );
    this.#input = this.#input.slice(unneeded);
    this.#firstIndex += unneeded;
    return output;
  }

  #sample(index: number): number {
    const numerator = index * this.#fromStep;
    const weights = this.#weights[numerator % this.#toStep] as Float32Array;
    // Weight 0 belongs to the input sample `halfWidth` before the place.
    const start = Math.floor(numerator / this.#toStep) - this.#halfWidth - this.#firstIndex;
    const first = Math.max(0, -start);
    const last = Math.min(weights.length, this.#input.length - start);
    let sum = 0;
    for (let tap = first; tap < last; tap++)
      sum += (weights[tap] as number) * (this.#input[start + tap] as number);
    return Math.max(-32_768, Math.min(32_767, Math.round(sum)));
  }
}

/** Blackman-windowed sinc for a place `fraction` of a sample after an input sample. */
function weightsAt(fraction: number, halfWidth: number, cutoff: number): Float32Array {
  return Float32Array.from({ length: 2 * halfWidth + 2 }, (_, tap) => {
    const distance = fraction - (tap - halfWidth);
    if (Math.abs(distance) >= halfWidth) return 0;
    const angle = Math.PI * distance * cutoff;
    const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
    const phase = (Math.PI * distance) / halfWidth;
    return sinc * cutoff * (0.42 + 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase));
  });
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
