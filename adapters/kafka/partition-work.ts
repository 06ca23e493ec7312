/**
 * Runs work of each partition in order, partitions beside one another. `add` resolves when there is room for more, which
 * is how a slow handler slows the reading.
 */
export class PartitionWork {
  readonly #mostWaiting: number;
  readonly #last = new Map<number, Promise<void>>();
  #waiting = 0;
  #room: PromiseWithResolvers<void> | null = null;

  constructor(mostWaiting: number) {
    this.#mostWaiting = mostWaiting;
  }

  async add(partition: number, work: () => Promise<void>): Promise<void> {
    this.#waiting += 1;
    const before = this.#last.get(partition) ?? Promise.resolve();
    const done = before.then(work).finally(() => {
      this.#waiting -= 1;
      if (this.#last.get(partition) === done) this.#last.delete(partition);
      this.#room?.resolve();
      this.#room = null;
    });
    this.#last.set(partition, done);
    while (this.#waiting >= this.#mostWaiting) {
      this.#room ??= Promise.withResolvers<void>();
      await this.#room.promise;
    }
  }

  /** Resolves when everything added is done. */
  async settled(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values());
  }
}
