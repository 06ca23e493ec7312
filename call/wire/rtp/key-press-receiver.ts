import { digitOfEvent, type TelephoneEvent } from './telephone-event.ts';

interface Press {
  ssrc: number;
  timestamp: number;
  event: number;
  duration: number;
  isReported: boolean;
}

/** Audio this far behind the last known duration shows that the end of a press got lost: 100 ms at 8 kHz. */
const lostEndSamples = 800;

/**
 * Key presses out of RFC 4733 packets: one report per press, whatever is lost or repeated. A press is known by its
 * timestamp (§2.5.1.2); it is reported at the first packet with the E bit, or when the next press or later audio
 * shows that all three end packets got lost. Pure.
 */
export class KeyPressReceiver {
  readonly #report: (digit: string) => void;
  #press: Press | null = null;

  constructor(report: (digit: string) => void) {
    this.#report = report;
  }

  receive(ssrc: number, timestamp: number, { event, isEnd, duration }: TelephoneEvent): void {
    let press = this.#press;
    if (press?.ssrc !== ssrc || press.timestamp !== timestamp) {
      // A late repeat of an earlier press of the same stream.
      if (press && press.ssrc === ssrc && ((timestamp - press.timestamp) | 0) < 0) return;
      this.#finish();
      press = { ssrc, timestamp, event, duration, isReported: false };
      this.#press = press;
    }
    press.duration = Math.max(press.duration, duration);
    if (isEnd) this.#finish();
  }

  /** Tells that audio of `timestamp` came. */
  hearAudio(ssrc: number, timestamp: number): void {
    const press = this.#press;
    if (!press || press.isReported || press.ssrc !== ssrc) return;
    if (((timestamp - press.timestamp - press.duration) | 0) > lostEndSamples) this.#finish();
  }

  #finish(): void {
    const press = this.#press;
    if (!press || press.isReported) return;
    press.isReported = true;
    const digit = digitOfEvent(press.event);
    if (digit !== null) this.#report(digit);
  }
}
