import { Worker } from 'node:worker_threads';
import { createSeededRandom, type Random } from '@allo/kernel';
import type { RecogniserAnswer, RecogniserOrder } from './recogniser-messages.ts';
import { resample } from './resample.ts';

const recogniserRateHz = 8000;
/** Speech that never gets this loud is none: a grammar would hear a phrase in silence too. */
const faintestPeak = 400;
const edgeMs = 300;
/** Digital silence has no logarithm; a whisper of noise makes the recogniser right twice as often. */
const ditherLevel = 0.0005;

interface Waiting {
  resolve(text: string): void;
  reject(error: Error): void;
}

/** Really recognises English phrases of a JSGF grammar, in a thread of its own. Started by the first utterance. */
export class PhraseRecogniser {
  readonly #waiting = new Map<number, Waiting>();
  readonly #random: Random = createSeededRandom(1);
  #worker: Worker | null = null;
  #nextId = 1;

  /** The phrase heard, lower case, or empty. Rejects when the grammar is bad. */
  recognise(pcm: Int16Array, sampleRateHz: number, grammar: string): Promise<string> {
    const narrow = resample(pcm, sampleRateHz, recogniserRateHz);
    if (!narrow.some((sample) => Math.abs(sample) >= faintestPeak)) return Promise.resolve('');
    const order: RecogniserOrder = { id: this.#nextId++, grammar, samples: this.#prepared(narrow) };
    return new Promise((resolve, reject) => {
      this.#waiting.set(order.id, { resolve, reject });
      this.#thread().postMessage(order, [order.samples.buffer as ArrayBuffer]);
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#fail(new Error('the recogniser was closed'));
    await worker?.terminate();
  }

  /** Halved, between edges of faint noise. */
  #prepared(pcm: Int16Array): Float32Array {
    const edge = (edgeMs * recogniserRateHz) / 1000;
    const samples = new Float32Array(pcm.length + 2 * edge);
    for (let i = 0; i < samples.length; i++) samples[i] = (this.#random.next() * 2 - 1) * ditherLevel;
    for (let i = 0; i < pcm.length; i++) samples[edge + i]! += (pcm[i] as number) / 65_536;
    return samples;
  }

  #thread(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('recogniser-worker.ts', import.meta.url), {
      stdout: true,
      stderr: true,
    });
    worker.on('message', (answer: RecogniserAnswer) => this.#onAnswer(answer));
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null;
      this.#fail(new Error('the recogniser ended'));
    });
    // An idle recogniser keeps no process alive.
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #onAnswer(answer: RecogniserAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting?.reject(new Error(answer.error));
    else waiting?.resolve(answer.text);
  }

  #fail(error: Error): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const one of waiting) one.reject(error);
  }
}
