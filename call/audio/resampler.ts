import { type ResamplerFilter, resamplerFilter } from './resampler-filter.ts';

/**
 * Streaming sample-rate conversion of mono 16-bit audio by a polyphase FIR. Chunk borders leave no trace: any
 * split of the input gives the same output. The output is aligned in time with the input (the filter's delay is
 * taken out), therefore `process` withholds the last `delayMs` until more input or `flush` arrives; after
 * `flush`, `ceil(samplesIn × outputRateHz / inputRateHz)` samples have come out in all. Equal rates copy.
 */
export class Resampler {
  readonly inputRateHz: number;
  readonly outputRateHz: number;
  /** Audio held back while streaming: the look-ahead of the filter. */
  readonly delayMs: number;
  readonly #filter: ResamplerFilter;
  /** Input samples needed beyond the moment of an output sample. */
  readonly #lookahead: number;
  /** Tail of the input still under the filter, then the new chunk. */
  #window: Float32Array;
  #windowLength: number;
  #totalIn = 0;
  #totalOut = 0;
  /** Position of the next output in the intermediate rate, counted from `#window[tapsPerPhase - 1]`. */
  #position: number;

  /** Whole rates in Hz, e.g. 22050 to 8000. Throws RangeError on a rate that is not positive and whole. */
  constructor(inputRateHz: number, outputRateHz: number) {
    if (!isRate(inputRateHz) || !isRate(outputRateHz)) {
      throw new RangeError(`cannot resample ${inputRateHz} Hz to ${outputRateHz} Hz`);
    }
    this.inputRateHz = inputRateHz;
    this.outputRateHz = outputRateHz;
    this.#filter = resamplerFilter(inputRateHz, outputRateHz);
    const { up, tapsPerPhase, centre } = this.#filter;
    const isCopy = inputRateHz === outputRateHz;
    this.#lookahead = isCopy ? 0 : Math.ceil(centre / up);
    this.delayMs = (this.#lookahead * 1000) / inputRateHz;
    this.#window = new Float32Array(isCopy ? 0 : tapsPerPhase * 4);
    this.#windowLength = tapsPerPhase - 1;
    this.#position = centre;
  }

  /** Converts a chunk of any length; answers a new array, possibly empty. */
  process(pcm: Int16Array): Int16Array {
    this.#totalIn += pcm.length;
    if (this.inputRateHz === this.outputRateHz) return pcm.slice();
    this.#append(pcm);
    return this.#drain();
  }

  /** The withheld end of the stream. Afterwards the resampler begins anew, as if just made. */
  flush(): Int16Array {
    if (this.inputRateHz === this.outputRateHz) return new Int16Array(0);
    const wanted = Math.ceil((this.#totalIn * this.outputRateHz) / this.inputRateHz) - this.#totalOut;
    this.#append(new Int16Array(this.#lookahead + 1));
    const tail = this.#drain().slice(0, wanted);
    this.#totalIn = 0;
    this.#totalOut = 0;
    this.#position = this.#filter.centre;
    this.#windowLength = this.#filter.tapsPerPhase - 1;
    this.#window.fill(0);
    return tail;
  }

  #append(pcm: Int16Array): void {
    const needed = this.#windowLength + pcm.length;
    if (needed > this.#window.length) {
      const grown = new Float32Array(needed * 2);
      grown.set(this.#window.subarray(0, this.#windowLength));
      this.#window = grown;
    }
    this.#window.set(pcm, this.#windowLength);
    this.#windowLength = needed;
  }

  #drain(): Int16Array {
    const { up, down, tapsPerPhase, phases } = this.#filter;
    const window = this.#window;
    const available = (this.#windowLength - tapsPerPhase + 1) * up;
    const count = Math.max(0, Math.ceil((available - this.#position) / down));
    const out = new Int16Array(count);
    let position = this.#position;
    for (let n = 0; n < count; n++) {
      const start = Math.floor(position / up);
      const phase = (position - start * up) * tapsPerPhase;
      let sum = 0;
      for (let tap = 0; tap < tapsPerPhase; tap++) {
        sum += (phases[phase + tap] as number) * (window[start + tap] as number);
      }
      out[n] = sum > 32767 ? 32767 : sum < -32768 ? -32768 : Math.round(sum);
      position += down;
    }
    const used = Math.min(Math.floor(position / up), this.#windowLength - tapsPerPhase + 1);
    window.copyWithin(0, used, this.#windowLength);
    this.#windowLength -= used;
    this.#position = position - used * up;
    this.#totalOut += count;
    return out;
  }
}

function isRate(rateHz: number): boolean {
  return Number.isInteger(rateHz) && rateHz > 0;
}
