import type { Clock } from '@allo/kernel';

export interface AttemptLimitOptions {
  attempts: number;
  windowMs: number;
  /** The key whose last attempt is oldest is forgotten beyond it. */
  maxKeys?: number;
}

/** At most so many attempts per key in any window of that length. In memory: a restart forgives. */
export class AttemptLimit {
  readonly #options: Required<AttemptLimitOptions>;
  readonly #clock: Clock;
  /** Times of the attempts, oldest first; the key tried last is last in the map. */
  readonly #times = new Map<string, number[]>();

  constructor(options: AttemptLimitOptions, clock: Clock) {
    this.#options = { maxKeys: 10_000, ...options };
    this.#clock = clock;
  }

  /** How long this key has to wait; 0: it may try now. */
  waitMs(key: string): number {
    const times = this.#recent(key);
    const oldest = times.at(-this.#options.attempts);
    return oldest === undefined ? 0 : oldest + this.#options.windowMs - this.#clock.now();
  }

  /** Counts an attempt. */
  count(key: string): void {
    const times = [...this.#recent(key), this.#clock.now()];
    this.#times.delete(key);
    this.#times.set(key, times);
    if (this.#times.size > this.#options.maxKeys) {
      this.#times.delete(this.#times.keys().next().value as string);
    }
  }

  /** The attempt was right. */
  forgive(key: string): void {
    this.#times.delete(key);
  }

  #recent(key: string): number[] {
    const since = this.#clock.now() - this.#options.windowMs;
    return (this.#times.get(key) ?? []).filter((at) => at > since);
  }
}
