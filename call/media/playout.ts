import type { EngineRateHz, LegEvent } from '@allo/contracts/ports';
import { type PlayoutItem, PlayoutQueue, type PlayoutSpan } from './playout-queue.ts';

export interface PlayoutOptions {
  sampleRateHz: EngineRateHz;
  frameSamples: number;
  /** Frames that may be sent before their tick. */
  leadFrames: number;
  /** Sends one frame; `isSilent` frames hold nothing but zeros. The array is only valid during the call. */
  send(frame: Int16Array, isSilent: boolean): void;
  emit(event: LegEvent): void;
}

interface Slot {
  frame: Int16Array;
  spans: PlayoutSpan[];
}

/** Longest tail after `clear`: enough not to click, too short to be heard as speech. */
const fadeMs = 10;

/**
 * The speaking side of a line: queue → gain → frames. One frame *leaves* per tick, and the events tell about
 * frames that left. With a lead, frames are handed to the transport up to `leadFrames` ticks before they leave
 * and wait here meanwhile: position, recording and `playedMs` follow the leaving, and `clear` counts what was
 * sent but had not left as never played (the transport takes it back). Gain is applied when a frame is sent, so
 * ducking is heard up to the lead later. Without a lead, sending and leaving are the same moment.
 */
export class Playout {
  readonly #options: PlayoutOptions;
  readonly #queue: PlayoutQueue;
  readonly #slots: Slot[];
  #sent = 0;
  #left = 0;
  readonly #dropped: PlayoutItem[] = [];
  #gain = 1;
  #gainTarget = 1;
  #gainStep = 0;

  constructor(options: PlayoutOptions) {
    this.#options = options;
    const { leadFrames, frameSamples, sampleRateHz } = options;
    // What was sent ahead is silenced by the far side, which fades by itself.
    this.#queue = new PlayoutQueue(leadFrames > 0 ? 0 : (fadeMs * sampleRateHz) / 1000);
    this.#slots = Array.from({ length: leadFrames + 1 }, () => ({
      frame: new Int16Array(frameSamples),
      spans: [],
    }));
  }

  play(playId: number, pcm: Int16Array, isLast: boolean): void {
    this.#queue.push(playId, pcm, isLast);
  }

  /** `canFade` = the next tick will send; else the tail is dropped too. */
  clear(canFade: boolean): void {
    for (; this.#left < this.#sent; this.#left++) {
      for (const span of this.#slot(this.#left).spans) {
        if (!span.endsItem) continue;
        span.item.isCleared = true;
        this.#dropped.push(span.item);
      }
    }
    const tailGain = canFade && this.#options.leadFrames === 0 ? this.#gain : 0;
    this.#dropped.push(...this.#queue.clear(tailGain));
  }

  setGain(gain: number, rampMs: number): void {
    this.#gainTarget = Math.min(1, Math.max(0, Number.isFinite(gain) ? gain : 1));
    const samples = (rampMs * this.#options.sampleRateHz) / 1000;
    this.#gainStep = samples >= 1 ? (this.#gainTarget - this.#gain) / samples : 0;
    if (this.#gainStep === 0) this.#gain = this.#gainTarget;
  }

  /**
   * One tick at `position` (samples on the line's clock). Answers the frame that leaves, valid until the next
   * step, or null when nothing may be sent (`isPaused`).
   */
  step(position: number, isPaused: boolean): Int16Array | null {
    if (isPaused) {
      this.#finishDropped(position);
      return null;
    }
    const { leadFrames, frameSamples } = this.#options;
    if (this.#sent === this.#left) this.#generate();
    // Only whole frames go ahead of their time: a torn one would be a gap that waiting may still avoid.
    while (this.#sent - this.#left <= leadFrames && leadFrames > 0 && this.#queue.isReady(frameSamples)) {
      this.#generate();
    }
    const slot = this.#slot(this.#left++);
    for (const span of slot.spans) this.#report(span, position);
    this.#finishDropped(position);
    return slot.frame;
  }

  /** Ends every phrase that has not ended, for a line that closes at `position`. */
  finishAll(position: number): void {
    this.clear(false);
    this.#finishDropped(position);
  }

  #slot(index: number): Slot {
    return this.#slots[index % this.#slots.length] as Slot;
  }

  #generate(): void {
    const slot = this.#slot(this.#sent++);
    slot.spans.length = 0;
    const filled = this.#queue.pull(slot.frame, slot.spans);
    this.#applyGain(slot);
    this.#options.send(slot.frame, filled === 0);
  }

  /** Multiplies by the gain; a fading tail carries its own. The ramp runs on through silence. */
  #applyGain({ frame, spans }: Slot): void {
    if (this.#gain === 1 && this.#gainStep === 0) return;
    let spanIndex = 0;
    for (let i = 0; i < frame.length; i++) {
      let span = spans[spanIndex];
      while (span && i >= span.offset + span.count) span = spans[++spanIndex];
      if (!span?.item.isCleared) frame[i] = (frame[i] as number) * this.#gain;
      if (this.#gainStep !== 0) this.#rampGain();
    }
  }

  #rampGain(): void {
    this.#gain += this.#gainStep;
    const isThere = this.#gainStep > 0 ? this.#gain >= this.#gainTarget : this.#gain <= this.#gainTarget;
    if (!isThere) return;
    this.#gain = this.#gainTarget;
    this.#gainStep = 0;
  }

  #report({ item, offset, count, endsItem }: PlayoutSpan, position: number): void {
    if (!item.hasStarted && count > 0) {
      item.hasStarted = true;
      this.#options.emit({ type: 'playout-started', playId: item.playId, atMs: this.#ms(position + offset) });
    }
    if (count > 0) {
      item.playedSamples += count;
      item.endsAt = position + offset + count;
    }
    if (endsItem) this.#finish(item, position);
  }

  #finishDropped(position: number): void {
    if (this.#dropped.length === 0) return;
    for (const item of this.#dropped.splice(0)) this.#finish(item, position);
  }

  #finish(item: PlayoutItem, position: number): void {
    this.#options.emit({
      type: 'playout-finished',
      playId: item.playId,
      atMs: this.#ms(item.playedSamples > 0 ? item.endsAt : position),
      playedMs: this.#ms(item.playedSamples),
      reason: item.isCleared ? 'cleared' : 'drained',
    });
  }

  #ms(samples: number): number {
    return (samples * 1000) / this.#options.sampleRateHz;
  }
}
