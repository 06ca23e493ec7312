import type { Pcm } from '@allo/contracts/ports';

/** Samples of one utterance: grows by doubling and stops at its limit. */
export class UtteranceBuffer {
  #samples: Int16Array<ArrayBuffer>;
  #length = 0;
  readonly #maxLength: number;

  constructor(initialLength: number, maxLength: number) {
    this.#samples = new Int16Array(Math.min(initialLength, maxLength));
    this.#maxLength = maxLength;
  }

  get length(): number {
    return this.#length;
  }

  get isFull(): boolean {
    return this.#length >= this.#maxLength;
  }

  /** Copies `pcm`; what does not fit under the limit is dropped. */
  append(pcm: Pcm): void {
    const taken = Math.min(pcm.length, this.#maxLength - this.#length);
    if (taken <= 0) return;
    if (this.#length + taken > this.#samples.length) this.#grow(this.#length + taken);
    this.#samples.set(taken === pcm.length ? pcm : pcm.subarray(0, taken), this.#length);
    this.#length += taken;
  }

  /** A view, valid until the next `append`. */
  samples(): Pcm {
    return this.#samples.subarray(0, this.#length);
  }

  #grow(needed: number): void {
    const grown = new Int16Array(Math.min(this.#maxLength, Math.max(needed, this.#samples.length * 2)));
    grown.set(this.#samples.subarray(0, this.#length));
    this.#samples = grown;
  }
}
