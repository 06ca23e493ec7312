import type { Random } from '@allo/kernel';
import { type BenchNoun, benchNouns } from './nouns.ts';

/** A sentence as it is written and every way in which a good reader may say it. */
export interface Written {
  written: string;
  said: readonly string[];
}

/** Chance for templates. Nouns come from the same half as the templates. */
export class Draw {
  readonly #random: Random;
  readonly #nouns: readonly BenchNoun[];

  constructor(random: Random, half: 0 | 1) {
    this.#random = random;
    this.#nouns = benchNouns.filter((_, index) => index % 2 === half);
  }

  below(bound: number): number {
    return this.#random.below(bound);
  }

  between(low: number, high: number): number {
    return low + this.#random.below(high - low + 1);
  }

  from<T>(list: readonly T[]): T {
    return list[this.#random.below(list.length)] as T;
  }

  noun(): BenchNoun {
    return this.from(this.#nouns);
  }

  /** Mostly small numbers, sometimes up to millions. */
  quantity(): number {
    const kind = this.below(10);
    if (kind < 4) return this.between(1, 9);
    if (kind < 7) return this.between(10, 99);
    if (kind < 9) return this.between(100, 999);
    return this.from([this.between(1000, 9999), this.between(1, 99) * 1000, this.between(10_000, 999_999)]);
  }

  /** As people write it: 12500 or 12 500. */
  grouped(value: number): string {
    const text = String(value);
    if (value < 1000 || (value < 10_000 && this.below(2) === 0)) return text;
    const space = this.from([' ', '\u00a0']);
    return text.replaceAll(/\B(?=(\d{3})+$)/g, space);
  }
}
