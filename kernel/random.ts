import { randomInt } from 'node:crypto';

/** The only source of chance outside the browser. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [0, bound). */
  below(bound: number): number;
}

/** Unpredictable numbers, fit for SIP branches and tags. */
export function createSystemRandom(): Random {
  const below = (bound: number) => randomInt(bound);
  return { below, next: () => randomInt(0x1_0000_0000) / 0x1_0000_0000 };
}

/** Mulberry32: the same seed gives the same run. Never for secrets. */
export function createSeededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  return { next, below: (bound) => Math.floor(next() * bound) };
}
