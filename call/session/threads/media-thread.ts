import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { Log } from '@allo/kernel';
import { MediaControlClient } from './media-control-client.ts';
import type { MediaWorkerData } from './media-worker.ts';

export interface MediaThreadOptions extends MediaWorkerData {
  log: Log;
  /** The thread died by itself; its lines were told already. */
  onLost?: () => void;
}

/**
 * The media worker as the main thread holds it. `control` commands it; `createVoicePort` gives the end of a direct
 * channel that a voice thread wraps in MediaVoicePort. A crash is logged, told to `control`'s listeners
 * (`wire-failed` for every line), and closes the voice ports, which tell their legs the same.
 */
export class MediaThread {
  readonly name = 'media';
  readonly control: MediaControlClient;
  readonly #worker: Worker;
  readonly #log: Log;
  readonly #exited: Promise<void>;
  #onLost: (() => void) | null;
  #isStopping = false;

  constructor({ log, onLost, ...data }: MediaThreadOptions) {
    this.#log = log;
    this.#onLost = onLost ?? null;
    this.#worker = new Worker(new URL('./media-worker.ts', import.meta.url), {
      workerData: data satisfies MediaWorkerData,
      name: 'allo-media',
    });
    this.control = new MediaControlClient(this.#worker);
    this.#worker.on('error', (error: unknown) =>
      this.#fail(error instanceof Error ? error.message : String(error)),
    );
    this.#exited = new Promise((resolve) => {
      this.#worker.on('exit', (code) => {
        this.#fail(`exit code ${code}`);
        resolve();
      });
    });
  }

  /** Transfer the answer to a voice thread. */
  async createVoicePort(): Promise<MessagePort> {
    const { port1, port2 } = new MessageChannel();
    await this.control.joinVoice(port1);
    return port2;
  }

  /** Closes every line, finishes their recordings and ends the thread. Idempotent. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.control.close();
    await this.#exited;
  }

  /** Ends the thread at once, as a crash would. */
  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(detail: string): void {
    if (!this.#isStopping) this.#log.error({ detail }, 'media thread stopped');
    this.control.fail(detail);
    const onLost = this.#isStopping ? null : this.#onLost;
    this.#onLost = null;
    onLost?.();
  }
}
