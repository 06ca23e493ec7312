import type { MessagePort } from 'node:worker_threads';
import type { LegEvent } from '@allo/contracts/ports';
import type { MediaLeg } from '../signalled-leg.ts';
import { FrameBatchWriter } from './media-frame-batch.ts';
import type { MediaHost } from './media-host.ts';
import type { MediaToVoice, VoiceToMedia } from './media-protocol.ts';

/**
 * The media end of the channel to one voice thread: joins its legs to the host's lines, and gathers what they tell into
 * one message per tick. When the channel closes, its legs are detached; their lines go on in silence until main closes
 * them.
 */
export class MediaVoiceServer {
  readonly #host: MediaHost;
  readonly #port: MessagePort;
  readonly #legs = new Map<number, MediaLeg>();
  readonly #writer = new FrameBatchWriter();
  readonly #stopBatches: () => void;
  #events: { lineId: number; event: LegEvent }[] = [];

  constructor(host: MediaHost, port: MessagePort) {
    this.#host = host;
    this.#port = port;
    this.#stopBatches = host.onBatchDelivered(() => this.#post(true));
    port.on('message', (message: VoiceToMedia) => this.#receive(message));
    port.on('close', () => this.#detachAll());
  }

  close(): void {
    this.#detachAll();
    this.#port.close();
  }

  #receive(message: VoiceToMedia): void {
    const { lineId } = message;
    const leg = this.#legs.get(lineId);
    switch (message.type) {
      case 'attach':
        return this.#attach(lineId);
      case 'detach':
        leg?.detach();
        this.#legs.delete(lineId);
        return;
      case 'play':
        return leg?.play(message.playId, message.pcm, message.isLast);
      case 'clear':
        return leg?.clear();
      case 'gain':
        return leg?.setGain(message.gain, message.rampMs);
      case 'dtmf':
        return leg?.sendDtmf(message.digits);
    }
  }

  #attach(lineId: number): void {
    const leg = this.#host.attach(lineId);
    // The line closed while the request was on its way.
    if (!leg) return this.#tell(lineId, { type: 'closed', reason: 'wire-failed', atMs: 0 });
    this.#legs.set(lineId, leg);
    leg.onEvent((event) => this.#tell(lineId, event));
  }

  #tell(lineId: number, event: LegEvent): void {
    if (event.type === 'frame') return this.#writer.add(lineId, event.pcm, event.atMs, event.lost);
    if (event.type === 'closed') this.#legs.delete(lineId);
    this.#events.push({ lineId, event });
    if (!this.#host.isTicking) this.#post(false);
  }

  #post(isTickEnd: boolean): void {
    if (this.#writer.isEmpty && this.#events.length === 0) return;
    const message: MediaToVoice = { ...this.#writer.take(), events: this.#events, isTickEnd };
    this.#events = [];
    this.#port.postMessage(message, [message.frames]);
  }

  #detachAll(): void {
    this.#stopBatches();
    for (const leg of this.#legs.values()) leg.detach();
    this.#legs.clear();
  }
}
