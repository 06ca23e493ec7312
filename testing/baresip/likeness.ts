/**
 * How alike two recordings are: the largest normalised correlation of `sample` with any place of `recording`, 0 to 1.
 * Both at the same rate.
 */
export function likeness(recording: Int16Array, sample: Int16Array): number {
  let sampleEnergy = 0;
  for (const value of sample) sampleEnergy += value * value;
  if (sampleEnergy === 0) return 0;
  let best = 0;
  let energy = 0;
  for (let index = 0; index < sample.length; index++) energy += (recording[index] ?? 0) ** 2;
  for (let lag = 0; lag + sample.length <= recording.length; lag++) {
    if (energy > 0) {
      let sum = 0;
      for (let index = 0; index < sample.length; index++)
        sum += (recording[lag + index] as number) * (sample[index] as number);
      best = Math.max(best, sum / Math.sqrt(energy * sampleEnergy));
    }
    energy += (recording[lag + sample.length] ?? 0) ** 2 - (recording[lag] as number) ** 2;
  }
  return best;
}
