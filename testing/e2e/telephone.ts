import { rms } from '@allo/call/audio';
import { type Clock, createSystemClock } from '@allo/kernel';
import { type CallerCall, createSipCaller, type DialOptions, type SipCaller } from '../sip-caller/index.ts';
import { createSpokenVoice, type SpokenVoice } from '../stand-ins/index.ts';
import { waitUntil } from './wait-until.ts';

/** A stretch of the agent's voice as it reached the caller; times of the telephone's clock. */
export interface HeardSpeech {
  startMs: number;
  endMs: number;
}

/** Line noise and comfort silence stay far below; a synthetic voice is far above. */
const voiceRms = 250;
/** Longer than the pause between two sentences. */
const doneAfterMs = 900;

/** A telephone with somebody at it: speaks aloud with eSpeak, waits its turn, and knows when it heard what. */
export class Telephone {
  readonly clock: Clock = createSystemClock();
  readonly #caller: SipCaller = createSipCaller({ clock: this.clock });
  readonly #voice: SpokenVoice = createSpokenVoice(this.clock);

  async start(): Promise<void> {
    await this.#caller.start();
    await this.#voice.warmUp();
  }

  /** Rings and waits for the answer. */
  async call(options: DialOptions): Promise<PhoneCall> {
    return new PhoneCall(await this.#caller.call(options), this.clock, this.#voice);
  }

  dial(options: DialOptions): Promise<CallerCall> {
    return this.#caller.dial(options);
  }

  async close(): Promise<void> {
    await this.#caller.close();
    this.#voice.close();
  }
}

/** One conversation of a {@link Telephone}. */
export class PhoneCall {
  readonly line: CallerCall;
  readonly #clock: Clock;
  readonly #voice: SpokenVoice;
  #scanned = 0;
  readonly #voicedAtMs: number[] = [];
  #listeningSinceMs = 0;

  constructor(line: CallerCall, clock: Clock, voice: SpokenVoice) {
    this.line = line;
    this.#clock = clock;
    this.#voice = voice;
  }

  /** Waits until the agent has spoken and fallen silent since the last wait or word of ours. */
  async listen(limitMs = 40_000): Promise<HeardSpeech> {
    const sinceMs = this.#listeningSinceMs;
    let speech: HeardSpeech | null = null;
    await waitUntil('the agent speaks and finishes', limitMs, () => {
      this.#scan();
      const startMs = this.#voicedAtMs.find((atMs) => atMs >= sinceMs);
      const endMs = this.#voicedAtMs.at(-1);
      if (startMs === undefined || endMs === undefined) return false;
      const isDone = this.line.isEnded || this.#clock.now() - endMs > doneAfterMs;
      if (isDone) speech = { startMs, endMs };
      return isDone;
    });
    this.#listeningSinceMs = this.#clock.now();
    return speech as unknown as HeardSpeech;
  }

  /** Says it aloud; resolves when the last sound left. */
  async say(text: string): Promise<void> {
    await this.line.play(await this.#voice.speak(text, 8000));
    this.#listeningSinceMs = this.#clock.now();
  }

  /** Presses keys; what the agent says afterwards counts as its answer. */
  async press(digits: string): Promise<void> {
    await this.line.press(digits);
    this.#listeningSinceMs = this.#clock.now();
  }

  /** When the agent's voice was first heard after this moment. */
  async firstVoiceAfter(atMs: number, limitMs = 10_000): Promise<number> {
    let found: number | undefined;
    await waitUntil('the agent is heard', limitMs, () => {
      this.#scan();
      found = this.#voicedAtMs.find((one) => one > atMs);
      return found !== undefined;
    });
    return found as number;
  }

  /** The last moment the agent's voice was heard. */
  get lastVoiceMs(): number {
    this.#scan();
    return this.#voicedAtMs.at(-1) ?? 0;
  }

  #scan(): void {
    const { heard } = this.line.media;
    for (; this.#scanned < heard.arrivals.length; this.#scanned++) {
      if (rms(heard.frame(this.#scanned)) < voiceRms) continue;
      this.#voicedAtMs.push(heard.arrivals[this.#scanned]?.atMs ?? 0);
    }
  }
}
