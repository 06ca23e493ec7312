import type { MediaLine } from '@allo/call/media';
import type { EngineRateHz, LegEvent, Pcm } from '@allo/contracts/ports';
import type { MediaLeg } from '../signalled-leg.ts';

/**
 * Joins a line to the leg that listens to it. Either may come first: what is asked of a line that is not connected yet
 * is done when it is.
 */
export class HostedLeg {
  readonly #sampleRateHz: EngineRateHz;
  #line: MediaLine | null = null;
  #early: ((line: MediaLine) => void)[] = [];
  #listener: ((event: LegEvent) => void) | null = null;

  constructor(sampleRateHz: EngineRateHz) {
    this.#sampleRateHz = sampleRateHz;
  }

  join(line: MediaLine): void {
    this.#line = line;
    for (const run of this.#early.splice(0)) run(line);
  }

  tell(event: LegEvent): void {
    this.#listener?.(event);
  }

  /** The listener threw: it is told `closed` if it can bear it, and nothing more. */
  breakOff(atMs: number): void {
    const listener = this.#listener;
    this.#listener = null;
    try {
      listener?.({ type: 'closed', reason: 'wire-failed', atMs });
    } catch {
      // Its first error has been told already.
    }
  }

  attach(): MediaLeg {
    let listener: ((event: LegEvent) => void) | null = null;
    const isHeard = () => listener !== null && this.#listener === listener;
    return {
      sampleRateHz: this.#sampleRateHz,
      onEvent: (heard) => {
        listener = heard;
        this.#listener = heard;
      },
      play: (playId: number, pcm: Pcm, isLast: boolean) => this.#do((line) => line.play(playId, pcm, isLast)),
      clear: () => this.#do((line) => line.clear()),
      setGain: (gain, rampMs) => this.#do((line) => line.setGain(gain, rampMs)),
      sendDtmf: (digits) => this.#do((line) => line.sendDtmf(digits)),
      detach: () => {
        if (isHeard()) this.#listener = null;
        listener = null;
      },
    };
  }

  #do(run: (line: MediaLine) => void): void {
    if (this.#line) run(this.#line);
    else this.#early.push(run);
  }
}
