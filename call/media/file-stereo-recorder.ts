import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { wavHeader, wavHeaderBytes } from '@allo/call/audio';
import { type EngineRateHz, frameMs } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';
import type { StereoRecorder } from './stereo-recorder.ts';

export interface FileStereoRecorderOptions {
  path: string;
  sampleRateHz: EngineRateHz;
  /** Told once when the recording ended early (disk full, unwritable folder) or lost a stretch. The call goes on. */
  onTrouble(error: AppError): void;
  /** 0..24: shifts the moment of writing, so that many calls do not write in the same tick. */
  phase?: number;
}

/** One write per half second and call: 16 KB at 8 kHz. */
const batchFrames = 25;
/** Batches that may wait for a slow disk (4 s); beyond, a stretch stays silent and the place in time is kept. */
const maxWaiting = 8;

/**
 * Writes the recording as it happens. Batches go to their place in the file one after another, each followed by
 * the header with the new length: after kill -9 the file plays up to the last finished batch (≤ 0.5 s back).
 * Two batch buffers are used in turn, more only while the disk is slow.
 */
export class FileStereoRecorder implements StereoRecorder {
  readonly #options: FileStereoRecorderOptions;
  readonly #batchSamples: number;
  readonly #spare: Int16Array[] = [];
  #batch: Int16Array;
  #filled: number;
  #flushAt: number;
  /** Byte offset in the file where the current batch begins. */
  #batchStart = wavHeaderBytes;
  #waiting = 0;
  #writes: Promise<void>;
  #file: FileHandle | null = null;
  #hasTrouble = false;
  #isDead = false;
  #closing: Promise<void> | null = null;

  /** Opens (truncates) the file and creates its folder in the background. */
  constructor(options: FileStereoRecorderOptions) {
    this.#options = options;
    const frameSamples = ((options.sampleRateHz * frameMs) / 1000) * 2;
    this.#batchSamples = frameSamples * batchFrames;
    this.#batch = new Int16Array(this.#batchSamples);
    this.#filled = 0;
    this.#flushAt = this.#batchSamples - (Math.abs(options.phase ?? 0) % batchFrames) * frameSamples;
    this.#writes = this.#guard(() => this.#open());
  }

  append(caller: Int16Array, agent: Int16Array): void {
    if (this.#isDead || this.#closing) return;
    const batch = this.#batch;
    let at = this.#filled;
    for (let i = 0; i < caller.length && at + 1 < batch.length; i++) {
      batch[at++] = caller[i] as number;
      batch[at++] = agent[i] as number;
    }
    this.#filled = at;
    if (at >= this.#flushAt) this.#flush();
  }

  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  #flush(): void {
    const batch = this.#batch;
    const start = this.#batchStart;
    const bytes = this.#filled * 2;
    this.#batchStart += bytes;
    this.#filled = 0;
    this.#flushAt = this.#batchSamples;
    if (this.#waiting >= maxWaiting) {
      // The batch is dropped; the file gets a hole there, which reads as silence.
      this.#tellTrouble(
        new AppError('media_failed', 'The disk is too slow for the recording; a part is silent.'),
      );
      return;
    }
    this.#waiting++;
    this.#batch = this.#spare.pop() ?? new Int16Array(this.#batchSamples);
    this.#writes = this.#writes.then(() => this.#guard(() => this.#write(batch, bytes, start)));
  }

  async #open(): Promise<void> {
    await mkdir(dirname(this.#options.path), { recursive: true });
    this.#file = await open(this.#options.path, 'w');
    await this.#writeHeader(0);
  }

  async #write(batch: Int16Array, bytes: number, start: number): Promise<void> {
    const data = new Uint8Array(batch.buffer, 0, bytes);
    await this.#writeAll(data, start);
    await this.#writeHeader(start + bytes - wavHeaderBytes);
    this.#waiting--;
    if (this.#spare.length < 1) this.#spare.push(batch);
  }

  async #finish(): Promise<void> {
    if (this.#filled > 0 && !this.#isDead) {
      this.#waiting = 0;
      this.#flush();
    }
    await this.#writes;
    await this.#closeFile();
  }

  #writeHeader(dataBytes: number): Promise<void> {
    return this.#writeAll(wavHeader({ sampleRateHz: this.#options.sampleRateHz, channels: 2 }, dataBytes), 0);
  }

  /** A full disk may take a part of a write without an error. */
  async #writeAll(data: Uint8Array, position: number): Promise<void> {
    for (let done = 0; done < data.length; ) {
      const { bytesWritten } = (await this.#file?.write(data, done, data.length - done, position + done)) ?? {
        bytesWritten: data.length,
      };
      if (bytesWritten === 0) throw new Error('nothing was written');
      done += bytesWritten;
    }
  }

  async #guard(run: () => Promise<void>): Promise<void> {
    if (this.#isDead) return;
    try {
      await run();
    } catch (error) {
      this.#isDead = true;
      const detail =
        error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);
      this.#tellTrouble(
        new AppError('media_failed', 'The recording stopped: it could not be written.', {
          detail,
          cause: error,
        }),
      );
      await this.#closeFile();
    }
  }

  async #closeFile(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    // A failing close changes nothing: what was written is written.
    await file?.close().catch(() => {});
  }

  #tellTrouble(error: AppError): void {
    if (this.#hasTrouble) return;
    this.#hasTrouble = true;
    this.#options.onTrouble(error);
  }
}
