import type { Pcm } from '@allo/contracts/ports';

/** Keeps the last `capacity` samples. */
export class AudioRing {
  readonly #samples: Int16Array;
  #write = 0;
  #length = 0;

  constructor(capacity: number) {
    this.#samples = new Int16Array(Math.floor(capacity));
  }

  push(pcm: Pcm): void {
    const size = this.#samples.length;
    const source = pcm.length > size ? pcm.subarray(pcm.length - size) : pcm;
    const first = Math.min(source.length, size - this.#write);
    this.#samples.set(source.subarray(0, first), this.#write);
    this.#samples.set(source.subarray(first), 0);
    this.#write = (this.#write + source.length) % size;
    this.#length = Math.min(size, this.#length + source.length);
  }

  /** The samples in order, as a new array; the ring is empty afterwards. */
  take(): Pcm {
    const out = this.copy();
    this.#length = 0;
    return out;
  }

  /** The samples in order, as a new array. */
  copy(): Pcm {
    const out = new Int16Array(this.#length);
    const start = (this.#write - this.#length + this.#samples.length) % this.#samples.length;
    const first = Math.min(this.#length, this.#samples.length - start);
    out.set(this.#samples.subarray(start, start + first), 0);
    out.set(this.#samples.subarray(0, this.#length - first), first);
    return out;
  }
}
