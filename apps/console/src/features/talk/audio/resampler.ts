/** Zero crossings of the sinc kept on each side of its centre: the width of the transition band. */
const zeroCrossings = 16;
/** Share of the lower Nyquist frequency that passes; the rest is the transition band. */
const passShare = 0.92;
/** Kaiser window parameter: about 70 dB of stop-band attenuation. */
const kaiserBeta = 7;

/**
 * Streaming sample-rate converter: a polyphase FIR of a Kaiser-windowed sinc. State is kept between calls, so
 * chunks of any length join without a seam. Rates are whole hertz. Runs inside audio worklets (128 samples per
 * call), so `process` allocates only what it returns.
 */
export class Resampler {
  readonly inputRateHz: number;
  readonly outputRateHz: number;
  /** Output positions per input sample, reduced: output `n` sits at input position `n * step / phases`. */
  private readonly phases: number;
  private readonly step: number;
  private readonly taps: number;
  private readonly table: Float32Array;
  private history: Float32Array;
  private phase = 0;

  constructor(inputRateHz: number, outputRateHz: number) {
    this.inputRateHz = inputRateHz;
    this.outputRateHz = outputRateHz;
    const divisor = greatestCommonDivisor(inputRateHz, outputRateHz);
    this.phases = outputRateHz / divisor;
    this.step = inputRateHz / divisor;
    const stretch = Math.max(1, inputRateHz / outputRateHz);
    this.taps = 2 * Math.ceil(zeroCrossings * stretch);
    this.table = polyphaseTable(this.phases, this.taps, passShare / stretch);
    this.history = new Float32Array(this.taps - 1);
  }

  /** Feeds samples (−1…1) and returns all output that is now complete; the delay is half the filter. */
  process(input: Float32Array): Float32Array {
    if (this.inputRateHz === this.outputRateHz) return input;
    const joined = new Float32Array(this.history.length + input.length);
    joined.set(this.history);
    joined.set(input, this.history.length);

    const available = joined.length - this.taps + 1;
    const count = Math.max(0, Math.ceil((available * this.phases - this.phase) / this.step));
    const output = new Float32Array(count);
    let position = this.phase;
    for (let index = 0; index < count; index += 1) {
      const start = Math.floor(position / this.phases);
      output[index] = this.convolve(joined, start, position - start * this.phases);
      position += this.step;
    }
    // What the next output still needs; positions are counted anew from its start.
    const consumed = Math.min(available, Math.floor(position / this.phases));
    this.phase = position - consumed * this.phases;
    this.history = joined.slice(Math.max(0, consumed));
    return output;
  }

  private convolve(samples: Float32Array, start: number, phase: number): number {
    const row = phase * this.taps;
    let sum = 0;
    for (let tap = 0; tap < this.taps; tap += 1) {
      sum += (samples[start + tap] as number) * (this.table[row + tap] as number);
    }
    return sum;
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** One row of `taps` coefficients per fractional position, each row summing to 1 so that DC passes unchanged. */
function polyphaseTable(phases: number, taps: number, cutoff: number): Float32Array {
  const table = new Float32Array(phases * taps);
  const half = taps / 2;
  for (let phase = 0; phase < phases; phase += 1) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap += 1) {
      const distance = tap - (half - 1) - phase / phases;
      const value = cutoff * sinc(cutoff * distance) * kaiser(distance / half);
      table[phase * taps + tap] = value;
      sum += value;
    }
    for (let tap = 0; tap < taps; tap += 1) {
      table[phase * taps + tap] = (table[phase * taps + tap] as number) / sum;
    }
  }
  return table;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(position: number): number {
  const inside = 1 - position * position;
  return inside <= 0 ? 0 : besselI0(kaiserBeta * Math.sqrt(inside)) / besselI0(kaiserBeta);
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-9; k += 1) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
