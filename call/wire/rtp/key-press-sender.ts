import { eventOfDigit, type TelephoneEvent } from './telephone-event.ts';

/** What goes out in place of one frame of audio; null payload = nothing at all (the gap between keys). */
export interface KeyPressStep {
  event: TelephoneEvent | null;
  /** First packet of a press. */
  marker: boolean;
  /** Samples since the press began, for the constant timestamp: the press began so many before now. */
  sinceStart: number;
}

const toneSteps = 8;
const endPackets = 3;
const gapSteps = 4;
const volume = 10;

/**
 * Paces key presses as RFC 4733 packets, one step per 20 ms: 160 ms of tone (8 packets with growing duration), three
 * packets with the E bit and the final duration, 80 ms of nothing. The audio is suppressed meanwhile. Pure.
 */
export class KeyPressSender {
  readonly #frameSamples: number;
  readonly #waiting: number[] = [];
  readonly #step: KeyPressStep = { event: null, marker: false, sinceStart: 0 };
  readonly #event: TelephoneEvent = { event: 0, isEnd: false, volume, duration: 0 };
  #stepIndex = 0;

  /** `frameSamples` = 20 ms in timestamp units. */
  constructor(frameSamples: number) {
    this.#frameSamples = frameSamples;
  }

  get isActive(): boolean {
    return this.#waiting.length > 0;
  }

  /** Keys other than 0-9 * # A-D are left out. */
  enqueue(digits: string): void {
    for (const digit of digits) {
      const event = eventOfDigit(digit);
      if (event !== null) this.#waiting.push(event);
    }
  }

  /** The next 20 ms, or null when nothing waits. The answer is reused. */
  next(): KeyPressStep | null {
    const current = this.#waiting[0];
    if (current === undefined) return null;
    const index = this.#stepIndex++;
    const step = this.#step;
    step.marker = index === 0;
    step.sinceStart = index * this.#frameSamples;
    if (index < toneSteps + endPackets) {
      this.#event.event = current;
      this.#event.isEnd = index >= toneSteps;
      this.#event.duration = Math.min(index + 1, toneSteps) * this.#frameSamples;
      step.event = this.#event;
    } else {
      step.event = null;
    }
    if (index + 1 >= toneSteps + endPackets + gapSteps) {
      this.#waiting.shift();
      this.#stepIndex = 0;
    }
    return step;
  }
}
