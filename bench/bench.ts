/** What a bench measured. `figures` are numbers by name; `conditions` is what one must know to repeat it. */
export interface BenchResult {
  figures: Record<string, number>;
  conditions: Record<string, string | number | boolean>;
  /** What deserves a remark: targets missed, noise seen. */
  notes?: string[];
}

export interface Bench {
  name: string;
  /** One line for `npm run bench -- list`. */
  summary: string;
  run(options: Record<string, string>): Promise<BenchResult>;
}

/** Value at `share` (0..1) of sorted-or-not numbers; NaN when there are none. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
