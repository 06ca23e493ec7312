import { type MessagePort, Worker } from 'node:worker_threads';
import type { VoiceCommand, VoiceReport } from '@allo/call/session';
import { AppError, type Log } from '@allo/kernel';
import type { VoiceWorkerData, VoiceWorkerMessage, VoiceWorkerOrder } from './voice-worker.ts';

export interface VoiceThreadOptions extends Omit<VoiceWorkerData, 'mediaPort'> {
  mediaPort: MessagePort;
  log: Log;
  onReport(report: VoiceReport): void;
  /** The thread died: every call of it is lost. */
  onLost(): void;
}

/** The voice thread as the main thread holds it. */
export class VoiceThread {
  readonly name = 'voice';
  readonly #options: VoiceThreadOptions;
  readonly #worker: Worker;
  readonly #exited: Promise<void>;
  readonly #ready: Promise<void>;
  #isStopping = false;

  constructor(options: VoiceThreadOptions) {
    this.#options = options;
    const { providers, logLevel, mediaPort } = options;
    this.#worker = new Worker(new URL('./voice-worker.ts', import.meta.url), {
      workerData: { providers, logLevel, mediaPort } satisfies VoiceWorkerData,
      transferList: [mediaPort],
      name: 'allo-voice',
    });
    this.#ready = new Promise((resolve, reject) => {
      this.#worker.on('message', (message: VoiceWorkerMessage) => {
        if (message.type === 'ready') resolve();
        else if (message.type === 'failed') reject(new AppError('provider_missing', message.message));
        else options.onReport(message);
      });
      this.#worker.on('error', (error: unknown) => {
        reject(error instanceof Error ? error : new Error(String(error)));
        this.#fail(error instanceof Error ? error.message : String(error));
      });
    });
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', (code) => {
        this.#fail(`exit code ${code}`);
        resolve();
      });
    });
  }

  /** Resolves when calls can be taken: the voice detector is loaded. */
  start(): Promise<void> {
    return this.#ready;
  }

  send(command: VoiceCommand): void {
    this.#worker.postMessage(command);
  }

  /** Ends every call of the thread, then the thread. Idempotent. */
  async stop(): Promise<void> {
    if (!this.#isStopping) this.#worker.postMessage({ type: 'close' } satisfies VoiceWorkerOrder);
    this.#isStopping = true;
    await this.#exited;
  }

  #fail(detail: string): void {
    if (this.#isStopping) return;
    this.#isStopping = true;
    this.#options.log.error({ detail }, 'voice thread stopped');
    this.#options.onLost();
  }
}
