/** A low-pass split into phases for one pair of rates. Immutable and shared by every call. */
export interface ResamplerFilter {
  /** Rate in × up / down = rate out, in lowest terms. */
  readonly up: number;
  readonly down: number;
  readonly tapsPerPhase: number;
  /** `up` × `tapsPerPhase` coefficients; each phase is stored oldest sample first. */
  readonly phases: Float32Array;
  /** Group delay in steps of the intermediate rate (rate in × up). */
  readonly centre: number;
}

/** Passband ends at 42.5 % (3.4 kHz at 8 kHz) and the stopband begins at 50 % (Nyquist) of the lower rate. */
const passbandEdge = 0.425;
const stopbandEdge = 0.5;
const stopbandDb = 74;

const cache = new Map<string, ResamplerFilter>();

/**
 * Kaiser-windowed sinc (Oppenheim & Schafer, Discrete-Time Signal Processing, §7.6): about 74 dB down from the
 * Nyquist frequency of the lower rate, ripple far below 0.1 dB up to 42.5 % of it.
 */
export function resamplerFilter(inputRateHz: number, outputRateHz: number): ResamplerFilter {
  const key = `${inputRateHz}/${outputRateHz}`;
  const known = cache.get(key);
  if (known) return known;
  const made = design(inputRateHz, outputRateHz);
  cache.set(key, made);
  return made;
}

function design(inputRateHz: number, outputRateHz: number): ResamplerFilter {
  const divisor = greatestCommonDivisor(inputRateHz, outputRateHz);
  const up = outputRateHz / divisor;
  const down = inputRateHz / divisor;
  const lowerRateHz = Math.min(inputRateHz, outputRateHz);
  const innerRateHz = inputRateHz * up;
  const transition = (2 * Math.PI * (stopbandEdge - passbandEdge) * lowerRateHz) / innerRateHz;
  const centre = Math.ceil((stopbandDb - 8) / (2.285 * transition) / 2);
  const cutoff = ((stopbandEdge + passbandEdge) * lowerRateHz) / innerRateHz;
  const taps = 2 * centre + 1;
  const tapsPerPhase = Math.ceil(taps / up);
  const beta = 0.1102 * (stopbandDb - 8.7);
  const phases = new Float32Array(up * tapsPerPhase);
  for (let phase = 0; phase < up; phase++) {
    let sum = 0;
    for (let tap = 0; tap < tapsPerPhase; tap++) {
      const index = phase + tap * up;
      const value = index < taps ? windowedSinc(index - centre, centre, cutoff, beta) : 0;
      phases[phase * tapsPerPhase + tapsPerPhase - 1 - tap] = value;
      sum += value;
    }
    // Equal DC gain in every phase: a constant input gives a constant output, without a whine at the phase rate.
    for (let tap = 0; tap < tapsPerPhase; tap++) {
      const at = phase * tapsPerPhase + tap;
      phases[at] = (phases[at] as number) / sum;
    }
  }
  return { up, down, tapsPerPhase, phases, centre };
}

function windowedSinc(offset: number, centre: number, cutoff: number, beta: number): number {
  const x = Math.PI * offset * cutoff;
  const sinc = offset === 0 ? 1 : Math.sin(x) / x;
  const position = offset / centre;
  return sinc * besselI0(beta * Math.sqrt(Math.max(0, 1 - position * position)));
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
