/** Takes exact numbers of bytes out of a stream of pieces of any size. */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Uint8Array[] = [];
  #heldBytes = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Less than `count` only at the end of the stream. */
  async take(count: number): Promise<Buffer> {
    await this.#fill(count);
    const all = Buffer.concat(this.#held);
    const rest = all.subarray(count);
    this.#held = rest.length > 0 ? [rest] : [];
    this.#heldBytes = rest.length;
    return all.subarray(0, count);
  }

  /** The next take begins with these again. */
  giveBack(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#held.unshift(bytes);
    this.#heldBytes += bytes.length;
  }

  /** Lets go of the stream. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  async #fill(count: number): Promise<void> {
    while (this.#heldBytes < count) {
      const next = await this.#source.next();
      if (next.done) return;
      this.#held.push(next.value);
      this.#heldBytes += next.value.length;
    }
  }
}
