import type { EngineRateHz, Pcm, VoiceActivityStream } from '@allo/contracts/ports';
import { stateLayers, stateSize } from './silero-model.ts';
import { WindowBacklog } from './window-backlog.ts';

/** What a stream tells its owner: audio came, windows were lost, it is over. */
export interface SileroStreamOwner {
  onAudio(stream: SileroStream): void;
  onDropped(windows: number): void;
  onClosed(stream: SileroStream): void;
}

/** One call's ear: its audio not yet looked at and the network's memory of it. */
export class SileroStream implements VoiceActivityStream {
  readonly rate: EngineRateHz;
  readonly backlog: WindowBacklog;
  /** Recurrent state, layer by layer. */
  readonly layers: readonly Float32Array[] = Array.from(
    { length: stateLayers },
    () => new Float32Array(stateSize),
  );
  readonly #owner: SileroStreamOwner;
  #listener: ((probability: number, endMs: number) => void) | null = null;
  #isClosed = false;

  constructor(rate: EngineRateHz, backlog: WindowBacklog, owner: SileroStreamOwner) {
    this.rate = rate;
    this.backlog = backlog;
    this.#owner = owner;
  }

  onProbability(listener: (probability: number, endMs: number) => void): void {
    this.#listener = listener;
  }

  push(pcm: Pcm): void {
    if (this.#isClosed) return;
    const dropped = this.backlog.push(pcm);
    if (dropped > 0) this.#owner.onDropped(dropped);
    if (this.backlog.hasWindow) this.#owner.onAudio(this);
  }

  /** `endSample` counts from the stream's opening. Silent after `close`. */
  deliver(probability: number, endSample: number): void {
    if (!this.#isClosed) this.#listener?.(probability, (endSample * 1000) / this.rate);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#listener = null;
    this.#owner.onClosed(this);
  }
}
