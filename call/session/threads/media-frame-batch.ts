import type { Pcm } from '@allo/contracts/ports';

/** 32-bit words before the samples of a record: line, start in ms, flags, count of samples. */
const headerWords = 4;
const lostFlag = 1;

/** Packs the frames of one tick into one buffer, ready to be transferred. Sample counts are even (160 or 320). */
export class FrameBatchWriter {
  #buffer = new ArrayBuffer(4096);
  #words = new Int32Array(this.#buffer);
  #samples = new Int16Array(this.#buffer);
  #used = 0;

  get isEmpty(): boolean {
    return this.#used === 0;
  }

  add(lineId: number, pcm: Pcm, atMs: number, isLost: boolean): void {
    const bytes = headerWords * 4 + pcm.length * 2;
    if (this.#used + bytes > this.#buffer.byteLength) this.#grow(this.#used + bytes);
    const word = this.#used >> 2;
    this.#words[word] = lineId;
    this.#words[word + 1] = atMs;
    this.#words[word + 2] = isLost ? lostFlag : 0;
    this.#words[word + 3] = pcm.length;
    this.#samples.set(pcm, (this.#used >> 1) + headerWords * 2);
    this.#used += bytes;
  }

  /** The batch; the writer goes on with a fresh buffer of the same size. */
  take(): { frames: ArrayBuffer; frameBytes: number } {
    const batch = { frames: this.#buffer, frameBytes: this.#used };
    this.#use(new ArrayBuffer(this.#buffer.byteLength));
    this.#used = 0;
    return batch;
  }

  #grow(needed: number): void {
    const grown = new ArrayBuffer(Math.max(needed, this.#buffer.byteLength * 2));
    new Uint8Array(grown).set(new Uint8Array(this.#buffer, 0, this.#used));
    this.#use(grown);
  }

  #use(buffer: ArrayBuffer): void {
    this.#buffer = buffer;
    this.#words = new Int32Array(buffer);
    this.#samples = new Int16Array(buffer);
  }
}

/** Reads a batch in order. `pcm` is a view of the batch: valid during the callback. */
export function readFrameBatch(
  frames: ArrayBuffer,
  frameBytes: number,
  onFrame: (lineId: number, pcm: Pcm, atMs: number, isLost: boolean) => void,
): void {
  const words = new Int32Array(frames);
  for (let at = 0; at + headerWords * 4 <= frameBytes; ) {
    const word = at >> 2;
    const samples = words[word + 3] as number;
    const pcm = new Int16Array(frames, at + headerWords * 4, samples);
    const flags = words[word + 2] as number;
    onFrame(words[word] as number, pcm, words[word + 1] as number, (flags & lostFlag) !== 0);
    at += headerWords * 4 + samples * 2;
  }
}
