import type { MessagePort } from 'node:worker_threads';
import type { LegEvent, Pcm } from '@allo/contracts/ports';
import type { MediaLeg } from '../signalled-leg.ts';
import { readFrameBatch } from './media-frame-batch.ts';
import { rateOfLine } from './media-line-id.ts';
import type { MediaToVoice, VoiceToMedia } from './media-protocol.ts';

/** The voice side of the media stage; MediaHost has the same two methods in-process. */
export interface MediaVoice {
  attach(lineId: number): MediaLeg | null;
  onBatchDelivered(listener: () => void): () => void;
}

type FrameEvent = Extract<LegEvent, { type: 'frame' }>;

/**
 * The voice thread's end of the channel to the media thread. Frames are delivered to each leg, then its other events,
 * then `onBatchDelivered` runs once. When the channel closes (the media thread died) every leg is told `closed` with
 * `wire-failed`.
 */
export class MediaVoicePort implements MediaVoice {
  readonly #port: MessagePort;
  readonly #listeners = new Map<number, (event: LegEvent) => void>();
  readonly #batchListeners = new Set<() => void>();
  readonly #frame: FrameEvent = { type: 'frame', pcm: new Int16Array(0), atMs: 0, lost: false };
  readonly #lastMs = new Map<number, number>();
  #isOpen = true;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (message: MediaToVoice) => this.#deliver(message));
    port.on('close', () => this.#lose());
  }

  /** Null when the media thread is gone. A line that is gone tells `closed`. */
  attach(lineId: number): MediaLeg | null {
    if (!this.#isOpen) return null;
    this.#listeners.set(lineId, () => {});
    this.#post({ type: 'attach', lineId });
    return {
      sampleRateHz: rateOfLine(lineId),
      onEvent: (listener) => {
        if (this.#listeners.has(lineId)) this.#listeners.set(lineId, listener);
      },
      play: (playId, pcm, isLast) => this.#play(lineId, playId, pcm, isLast),
      clear: () => this.#post({ type: 'clear', lineId }),
      setGain: (gain, rampMs) => this.#post({ type: 'gain', lineId, gain, rampMs }),
      sendDtmf: (digits) => this.#post({ type: 'dtmf', lineId, digits }),
      detach: () => {
        this.#forget(lineId);
        this.#post({ type: 'detach', lineId });
      },
    };
  }

  onBatchDelivered(listener: () => void): () => void {
    this.#batchListeners.add(listener);
    return () => this.#batchListeners.delete(listener);
  }

  /** Idempotent. Legs are told nothing. */
  close(): void {
    this.#isOpen = false;
    this.#listeners.clear();
    this.#port.close();
  }

  /** Copies first: a cached phrase stays with us, and a view would drag its whole buffer along. */
  #play(lineId: number, playId: number, pcm: Pcm, isLast: boolean): void {
    const copy = pcm.slice();
    this.#post({ type: 'play', lineId, playId, pcm: copy, isLast }, [copy.buffer]);
  }

  #post(message: VoiceToMedia, transfer: ArrayBuffer[] = []): void {
    if (this.#isOpen) this.#port.postMessage(message, transfer);
  }

  #deliver(message: MediaToVoice): void {
    readFrameBatch(message.frames, message.frameBytes, (lineId, pcm, atMs, lost) => {
      const listener = this.#listeners.get(lineId);
      if (!listener) return;
      this.#lastMs.set(lineId, atMs);
      this.#frame.pcm = pcm;
      this.#frame.atMs = atMs;
      this.#frame.lost = lost;
      listener(this.#frame);
    });
    for (const { lineId, event } of message.events) {
      const listener = this.#listeners.get(lineId);
      if (event.type === 'closed') this.#forget(lineId);
      listener?.(event);
    }
    if (message.isTickEnd) for (const listener of this.#batchListeners) listener();
  }

  #lose(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    for (const [lineId, listener] of this.#listeners) {
      listener({ type: 'closed', reason: 'wire-failed', atMs: this.#lastMs.get(lineId) ?? 0 });
    }
    this.#listeners.clear();
    this.#lastMs.clear();
  }

  #forget(lineId: number): void {
    this.#listeners.delete(lineId);
    this.#lastMs.delete(lineId);
  }
}
