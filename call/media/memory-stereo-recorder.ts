import { wavHeader, wavHeaderBytes } from '@allo/call/audio';
import type { EngineRateHz } from '@allo/contracts/ports';
import type { StereoRecorder } from './stereo-recorder.ts';

/** Keeps the recording in memory, for simulation. Stereo PCM16 takes 32 KB a second at 8 kHz. */
export class MemoryStereoRecorder implements StereoRecorder {
  readonly #sampleRateHz: EngineRateHz;
  #samples: Int16Array;
  #length = 0;
  #isClosed = false;

  constructor(sampleRateHz: EngineRateHz) {
    this.#sampleRateHz = sampleRateHz;
    this.#samples = new Int16Array(sampleRateHz * 2 * 10);
  }

  get durationMs(): number {
    return (this.#length / 2 / this.#sampleRateHz) * 1000;
  }

  append(caller: Int16Array, agent: Int16Array): void {
    if (this.#isClosed) return;
    const end = this.#length + 2 * caller.length;
    if (end > this.#samples.length) {
      const grown = new Int16Array(this.#samples.length * 2);
      grown.set(this.#samples);
      this.#samples = grown;
    }
    for (let i = 0, at = this.#length; i < caller.length; i++) {
      this.#samples[at++] = caller[i] as number;
      this.#samples[at++] = agent[i] as number;
    }
    this.#length = end;
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return Promise.resolve();
  }

  /** Everything recorded so far as a WAV file. */
  toWav(): Uint8Array {
    const data = new Uint8Array(this.#samples.buffer, 0, this.#length * 2);
    const file = new Uint8Array(wavHeaderBytes + data.length);
    file.set(wavHeader({ sampleRateHz: this.#sampleRateHz, channels: 2 }, data.length));
    file.set(data, wavHeaderBytes);
    return file;
  }
}
