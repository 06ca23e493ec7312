import type { Pcm } from '@allo/contracts/ports';

/**
 * Audio of one stream waiting to be looked at, as floats, with the few samples before it that the model wants to
 * see again. Fixed size: when the model cannot keep up, whole windows are dropped from the old end.
 */
export class WindowBacklog {
  readonly #windowSize: number;
  readonly #contextSize: number;
  /** `[context | waiting audio]`. */
  readonly #samples: Float32Array;
  #waiting = 0;
  /** Samples of the stream before the waiting ones. */
  #consumed = 0;
  #droppedWindows = 0;

  constructor(windowSize: number, contextSize: number, maxSamples: number) {
    this.#windowSize = windowSize;
    this.#contextSize = contextSize;
    this.#samples = new Float32Array(contextSize + Math.max(maxSamples, 2 * windowSize));
  }

  get hasWindow(): boolean {
    return this.#waiting >= this.#windowSize;
  }

  get droppedWindows(): number {
    return this.#droppedWindows;
  }

  /** Copies. Answers how many windows had to be dropped for room. */
  push(pcm: Pcm): number {
    const dropped = this.#makeRoom(pcm.length);
    const end = this.#contextSize + this.#waiting;
    const taken = Math.min(pcm.length, this.#samples.length - end);
    for (let i = 0; i < taken; i++) this.#samples[end + i] = (pcm[i] as number) / 32_768;
    this.#waiting += taken;
    return dropped;
  }

  /**
   * Writes context and the oldest window at `offset` of `target` and forgets the window. Answers where it ends,
   * in samples since the stream opened.
   */
  takeWindow(target: Float32Array, offset: number): number {
    const length = this.#contextSize + this.#windowSize;
    for (let i = 0; i < length; i++) target[offset + i] = this.#samples[i] as number;
    this.#forgetWindow();
    return this.#consumed;
  }

  #makeRoom(length: number): number {
    let dropped = 0;
    while (this.#contextSize + this.#waiting + length > this.#samples.length && this.hasWindow) {
      this.#forgetWindow();
      dropped++;
    }
    this.#droppedWindows += dropped;
    return dropped;
  }

  /** The window's end becomes the context of the next one. */
  #forgetWindow(): void {
    this.#samples.copyWithin(0, this.#windowSize, this.#contextSize + this.#waiting);
    this.#waiting -= this.#windowSize;
    this.#consumed += this.#windowSize;
  }
}
