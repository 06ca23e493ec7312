import type { Random } from '@allo/kernel';

/** Share of turns that hold a pause at least so long: eot-bench, English, silence-only policy. */
export const publishedCutOff: ReadonlyArray<{ silenceMs: number; share: number }> = [
  { silenceMs: 300, share: 0.556 },
  { silenceMs: 600, share: 0.217 },
  { silenceMs: 1000, share: 0.1 },
  { silenceMs: 1600, share: 0.05 },
];

/**
 * Share of all pauses longer than so many ms, straight between the points on logarithmic axes. Fitted with the corpus
 * and {@link paceShare} as they are, until the longest pause of a turn gave {@link publishedCutOff}; the bench checks it.
 */
const survival: ReadonlyArray<readonly [lengthMs: number, share: number]> = [
  [100, 1],
  [300, 0.8619],
  [600, 0.2258],
  [1000, 0.0932],
  [1600, 0.0435],
  [3200, 0.001],
];

/** How much of a pause's length (as a rank) is the caller's habit rather than the moment. */
export const paceShare = 0.3;

/** A standard normal number. */
export function gaussian(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
}

/** Length of a pause inside a turn, in ms, of a caller whose habit is `pace` (standard normal: high is slow). */
export function pauseMs(random: Random, pace: number, points = survival): number {
  const rank = Math.sqrt(paceShare) * pace + Math.sqrt(1 - paceShare) * gaussian(random);
  const share = 1 - normalCdf(rank);
  for (let index = 1; index < points.length; index++) {
    const [fromMs, from] = points[index - 1] as readonly [number, number];
    const [toMs, to] = points[index] as readonly [number, number];
    if (share < to) continue;
    const way = (Math.log(from) - Math.log(share)) / (Math.log(from) - Math.log(to));
    return Math.exp(Math.log(fromMs) + way * (Math.log(toMs) - Math.log(fromMs)));
  }
  return (points.at(-1) as readonly [number, number])[0];
}

/** Abramowitz and Stegun 7.1.26: error below 1.5 × 10⁻⁷. */
function normalCdf(value: number): number {
  const x = Math.abs(value) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const erf = 1 - series * Math.exp(-x * x);
  return value >= 0 ? (1 + erf) / 2 : (1 - erf) / 2;
}
