/**
 * A queue read as an async iterable: what every provider stream is made of. `push` after `end` is ignored,
 * so that a vendor's late frames need no care. One reader.
 */
export class AsyncQueue<T> implements AsyncIterable<T> {
  readonly #items: T[] = [];
  #wake: (() => void) | null = null;
  #ended = false;
  #onReturn: (() => void) | null = null;

  /** `onReturn` runs when the reader leaves early (break or throw). */
  constructor(onReturn?: () => void) {
    this.#onReturn = onReturn ?? null;
  }

  get ended(): boolean {
    return this.#ended;
  }

  push(item: T): void {
    if (this.#ended) return;
    this.#items.push(item);
    this.#notify();
  }

  end(): void {
    this.#ended = true;
    this.#notify();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    try {
      for (;;) {
        while (this.#items.length > 0) yield this.#items.shift() as T;
        if (this.#ended) return;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      this.#ended = true;
      this.#items.length = 0;
      this.#onReturn?.();
      this.#onReturn = null;
    }
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }
}
