import type {
  CallFacts,
  CallLeg,
  EngineRateHz,
  LegCloseReason,
  LegEvent,
  LegNotice,
  Pcm,
} from '@allo/contracts/ports';

/** The media half of a leg, as the media thread gives it to the voice thread. */
export interface MediaLeg {
  readonly sampleRateHz: EngineRateHz;
  onEvent(listener: (event: LegEvent) => void): void;
  play(playId: number, pcm: Pcm, isLast: boolean): void;
  clear(): void;
  setGain(gain: number, rampMs: number): void;
  sendDtmf(digits: string): void;
  /** No more events. Idempotent; the line itself is closed by whoever opened it. */
  detach(): void;
}

/** The signalling half: requests to whoever owns the dialog or the socket. */
export interface Signalling {
  answer(): void;
  hangUp(reason: LegCloseReason): void;
  notify(notice: LegNotice): void;
}

/** A call's leg in the voice thread: audio by the media thread, signalling by the main thread. */
export class SignalledLeg implements CallLeg {
  readonly facts: CallFacts;
  readonly #media: MediaLeg;
  readonly #signalling: Signalling;
  #listener: (event: LegEvent) => void = () => {};
  #resolveAnswer: (() => void) | null = null;
  #isClosed = false;
  #lastAtMs = 0;

  constructor(facts: CallFacts, media: MediaLeg, signalling: Signalling) {
    this.facts = facts;
    this.#media = media;
    this.#signalling = signalling;
    media.onEvent((event) => this.#onMedia(event));
  }

  get sampleRateHz(): EngineRateHz {
    return this.#media.sampleRateHz;
  }

  onEvent(listener: (event: LegEvent) => void): void {
    this.#listener = listener;
  }

  /** Resolves at `answered`, and also when the wire closed meanwhile: the session sees `closed` first. */
  answer(): Promise<void> {
    return new Promise((resolve) => {
      this.#resolveAnswer = resolve;
      if (this.#isClosed) resolve();
      else this.#signalling.answer();
    });
  }

  answered(): void {
    this.#resolveAnswer?.();
    this.#resolveAnswer = null;
  }

  text(text: string, isFinal: boolean, source: 'recognition' | 'typed'): void {
    if (!this.#isClosed) this.#listener({ type: 'text', text, isFinal, source, atMs: this.#lastAtMs });
  }

  /** The wire ended. Idempotent. */
  closed(reason: LegCloseReason): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#media.detach();
    this.#listener({ type: 'closed', reason, atMs: this.#lastAtMs });
    this.answered();
  }

  play(playId: number, pcm: Pcm, isLast: boolean): void {
    if (!this.#isClosed) this.#media.play(playId, pcm, isLast);
  }

  clear(): void {
    if (!this.#isClosed) this.#media.clear();
  }

  setGain(gain: number, rampMs: number): void {
    if (!this.#isClosed) this.#media.setGain(gain, rampMs);
  }

  sendDtmf(digits: string): void {
    if (!this.#isClosed) this.#media.sendDtmf(digits);
  }

  notify(notice: LegNotice): void {
    if (!this.#isClosed) this.#signalling.notify(notice);
  }

  hangUp(reason: LegCloseReason): void {
    if (!this.#isClosed) this.#signalling.hangUp(reason);
  }

  #onMedia(event: LegEvent): void {
    if (this.#isClosed) return;
    this.#lastAtMs = event.atMs;
    if (event.type !== 'closed') return this.#listener(event);
    // Media died first (no packets, a dead thread): the wire is told, and the call ends for that reason.
    this.#signalling.hangUp(event.reason);
    this.closed(event.reason);
  }
}
