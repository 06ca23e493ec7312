/** Hysteresis and durations that turn window probabilities into speech with a beginning and an end. */
export interface SpeechDetectorSettings {
  /** A window at or above it counts towards onset. */
  onsetProbability: number;
  /** Below it a window of speech counts as silence; lower than onset, so that a wavering voice is not chopped. */
  offsetProbability: number;
  /** Speech this long, in ms, is an onset: two windows. One window alone is a click. */
  onsetMs: number;
  /** Silence this long, in ms, ends the speech. The end is dated back to its beginning. */
  offsetMs: number;
}

export const defaultSpeechDetector: SpeechDetectorSettings = {
  onsetProbability: 0.5,
  offsetProbability: 0.35,
  onsetMs: 60,
  offsetMs: 190,
};

export type SpeechEdge =
  | { type: 'speech-started'; startMs: number }
  /** `endMs` is where the last voiced window ended, not when silence was recognised. */
  | { type: 'speech-ended'; startMs: number; endMs: number };

/** Turns a stream of (probability, window end) into speech edges. Times are on the leg's audio clock. */
export class SpeechDetector {
  readonly #settings: SpeechDetectorSettings;
  #isSpeech = false;
  #runMs = 0;
  #startMs = 0;
  #lastVoicedMs = 0;
  #lastWindowEndMs = 0;
  /** Infinite until loudness is told: then the windows alone decide. */
  #lastSoundMs = Number.POSITIVE_INFINITY;

  constructor(settings: SpeechDetectorSettings = defaultSpeechDetector) {
    this.#settings = settings;
  }

  get isSpeech(): boolean {
    return this.#isSpeech;
  }

  /** A voiced window was seen that is not yet long enough to be speech. */
  get isOnsetLikely(): boolean {
    return !this.#isSpeech && this.#runMs > 0;
  }

  /** End of the caller's voice so far: what both the windows and the loudness call voice. */
  get voicedUntilMs(): number {
    return Math.max(this.#startMs, Math.min(this.#lastVoicedMs, this.#lastSoundMs));
  }

  push(probability: number, endMs: number): SpeechEdge | null {
    const windowMs = endMs - this.#lastWindowEndMs;
    this.#lastWindowEndMs = endMs;
    return this.#isSpeech ? this.#during(probability, endMs) : this.#before(probability, endMs, windowMs);
  }

  /**
   * Time passes between windows; `lastSoundMs` is where loudness ended. The end is called when the last window was
   * silent and it has been quiet for long enough since the last sound, which comes before the detector's own end.
   */
  elapse(nowMs: number, lastSoundMs: number): SpeechEdge | null {
    this.#lastSoundMs = lastSoundMs;
    if (!this.#isSpeech || this.#lastWindowEndMs === this.#lastVoicedMs) return null;
    return nowMs - this.voicedUntilMs < this.#settings.offsetMs ? null : this.#end();
  }

  /** The turn is over for another reason: so is the speech, if any. */
  finish(): SpeechEdge | null {
    return this.#isSpeech ? this.#end() : null;
  }

  #before(probability: number, endMs: number, windowMs: number): SpeechEdge | null {
    if (probability < this.#settings.onsetProbability) {
      this.#runMs = 0;
      return null;
    }
    this.#runMs += windowMs;
    if (this.#runMs < this.#settings.onsetMs) return null;
    this.#isSpeech = true;
    this.#startMs = endMs - this.#runMs;
    this.#lastVoicedMs = endMs;
    this.#runMs = 0;
    return { type: 'speech-started', startMs: this.#startMs };
  }

  #during(probability: number, endMs: number): SpeechEdge | null {
    if (probability >= this.#settings.offsetProbability) {
      this.#lastVoicedMs = endMs;
      return null;
    }
    return endMs - this.voicedUntilMs < this.#settings.offsetMs ? null : this.#end();
  }

  #end(): SpeechEdge {
    this.#isSpeech = false;
    return { type: 'speech-ended', startMs: this.#startMs, endMs: this.voicedUntilMs };
  }
}
