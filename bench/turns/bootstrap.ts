import { createSeededRandom } from '@allo/kernel';

/** 95 % interval of a figure when whole groups are drawn again: what one caller does is not independent of itself. */
export function bootstrap<T>(
  values: readonly T[],
  groupOf: (value: T) => number,
  figure: (sample: readonly T[]) => number,
  rounds = 500,
): [from: number, to: number] {
  const groups = [...Map.groupBy(values, groupOf).values()];
  const random = createSeededRandom(11);
  const figures = Array.from({ length: rounds }, () =>
    figure(groups.flatMap(() => groups[random.below(groups.length)] as T[])),
  ).toSorted((a, b) => a - b);
  return [figures[Math.floor(rounds * 0.025)] as number, figures[Math.floor(rounds * 0.975)] as number];
}
