import type { Clock } from '@allo/kernel';

const maxEntries = 10_000;

/** Answers lately looked up. What another process changes is seen after `maxAgeMs`, what this one changes after `clear`. */
export class Remembered<T> {
  readonly #clock: Clock;
  readonly #maxAgeMs: number;
  readonly #entries = new Map<string, { answer: Promise<T>; freshUntilMs: number }>();

  constructor(clock: Clock, maxAgeMs: number) {
    this.#clock = clock;
    this.#maxAgeMs = maxAgeMs;
  }

  has(key: string): boolean {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.freshUntilMs > this.#clock.now();
  }

  /** Whoever asks while `look` is under way waits for the same answer; a failure is not remembered. */
  get(key: string, look: () => Promise<T>): Promise<T> {
    const entry = this.#entries.get(key);
    const now = this.#clock.now();
    if (entry && entry.freshUntilMs > now) return entry.answer;
    const answer = look();
    const made = { answer, freshUntilMs: now + this.#maxAgeMs };
    this.#entries.delete(key);
    this.#entries.set(key, made);
    if (this.#entries.size > maxEntries) this.#entries.delete(this.#entries.keys().next().value as string);
    answer.catch(() => {
      if (this.#entries.get(key) === made) this.#entries.delete(key);
    });
    return answer;
  }

  clear(): void {
    this.#entries.clear();
  }
}
