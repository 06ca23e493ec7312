import type { EngineRateHz, Pcm, TurnDetector } from '@allo/contracts/ports';
import { AudioRing } from './audio-ring.ts';

export interface SoundOfTurnOptions {
  detector: TurnDetector;
  sampleRateHz: EngineRateHz;
  onProbability(probability: number): void;
}

/** Asks an audio model at every silence, and drops what it answers when the caller spoke again meanwhile. */
export class SoundOfTurn {
  readonly #options: SoundOfTurnOptions;
  readonly #ring: AudioRing;
  #question: AbortController | null = null;
  /** A model that rejected is not asked again in this call. */
  #isBroken = false;

  constructor(options: SoundOfTurnOptions) {
    this.#options = options;
    this.#ring = new AudioRing((options.sampleRateHz * options.detector.windowMs) / 1000);
  }

  push(pcm: Pcm): void {
    if (!this.#isBroken) this.#ring.push(pcm);
  }

  /** The caller fell silent a moment ago. */
  onSilence(): void {
    if (this.#isBroken) return;
    this.onSpeech();
    const question = new AbortController();
    this.#question = question;
    const { detector, sampleRateHz, onProbability } = this.#options;
    detector.probabilityOfEnd(this.#ring.copy(), sampleRateHz, question.signal).then(
      (probability) => {
        if (probability !== null && !question.signal.aborted) onProbability(probability);
      },
      () => {
        if (!question.signal.aborted) this.#isBroken = true;
      },
    );
  }

  /** The caller speaks: no answer is wanted any more. Idempotent. */
  onSpeech(): void {
    this.#question?.abort();
    this.#question = null;
  }

  close(): void {
    this.onSpeech();
    this.#isBroken = true;
  }
}
