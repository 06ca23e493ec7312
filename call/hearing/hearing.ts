import type { TurnId } from '@allo/contracts';
import type {
  EngineRateHz,
  Pcm,
  ProviderErrorCode,
  SttPart,
  SttStream,
  TurnDetector,
  UsagePart,
  VoiceActivityStream,
} from '@allo/contracts/ports';
import { frameMs } from '@allo/contracts/ports';
import { AudioRing } from './audio-ring.ts';
import type { Expectation } from './turn-cues.ts';
import type { EndOfTurnPolicy } from './end-of-turn.ts';
import { SoundOfTurn } from './sound-of-turn.ts';
import { SoundEdge } from './sound-edge.ts';
import { defaultSpeechDetector, SpeechDetector, type SpeechEdge } from './speech-detector.ts';
import {
  type HearingTurn,
  initialTurnState,
  reduceTurn,
  type TurnInput,
  type TurnMachineSettings,
  type TurnMachineState,
} from './turn-machine.ts';

export type HearingEvent =
  | { type: 'speech-started'; startMs: number }
  | { type: 'speech-ended'; startMs: number; endMs: number }
  | { type: 'caption'; turn: string; text: string; isFinal: boolean }
  | { type: 'recognition-slow'; turn: string }
  | { type: 'recognition-failed'; code: ProviderErrorCode; detail: string }
  | { type: 'usage'; usage: UsagePart }
  | { type: 'turn-ended'; turn: HearingTurn }
  | { type: 'turn-dismissed'; turn: string };

export interface HearingOptions {
  sampleRateHz: EngineRateHz;
  voiceActivity: VoiceActivityStream;
  /** Null: nothing recognises speech on this call. */
  speechToText: SttStream | null;
  /** Measured tail of the recogniser; deadlines follow from it. */
  sttTailLatencyMs: number;
  /** A streaming recogniser is asked for its final words sooner. Default segmented. */
  sttMode?: 'segmented' | 'streaming';
  /** Joins in where there is one: what it hears counts as much as what the recogniser believes. */
  turnDetector?: TurnDetector | null;
  /** Another patience than the engine's own. */
  policy?: EndOfTurnPolicy;
  onEvent(event: HearingEvent): void;
}

/** Audio kept from before the onset, so that the first consonant reaches the recogniser. */
const preRollMs = 400;
/** The caller must hear something within 1.5 s of a fault: 1.3 s leaves room for the first sample to leave. */
const slowMs = 1300;
/** Silence after which a streaming recogniser is asked for what it has: its answer is there when patience ends. */
const flushMs = 110;

/** Frames in, turns out. Time is the audio clock of the frames themselves; there are no timers here. */
export class Hearing {
  readonly #options: HearingOptions;
  /** Tells the session who speaks. */
  readonly #detector = new SpeechDetector();
  /** Tells the turn machine; sooner about silence when the recogniser streams. */
  readonly #turnDetector: SpeechDetector;
  readonly #soundEdge = new SoundEdge();
  readonly #sound: SoundOfTurn | null;
  readonly #settings: TurnMachineSettings;
  readonly #preRoll: AudioRing;
  #state: TurnMachineState;
  #isUtteranceOpen = false;
  /** Audio of the utterance in hand, kept until the next begins. */
  #spoken: Pcm[] = [];
  #nowMs = 0;
  #isClosed = false;

  constructor(options: HearingOptions) {
    this.#options = options;
    this.#state = initialTurnState(options.speechToText !== null);
    const isStreaming = options.sttMode === 'streaming';
    this.#turnDetector = new SpeechDetector({
      ...defaultSpeechDetector,
      ...(isStreaming && { offsetMs: flushMs }),
    });
    this.#settings = {
      isStreaming,
      ...(isStreaming && { partialLostMs: Math.max(1000, 2 * options.sttTailLatencyMs) }),
      sttSlowMs: slowMs,
      sttLostMs: Math.max(4000, 3 * options.sttTailLatencyMs),
      noiseMs: 450,
      ...(options.policy && { policy: options.policy }),
    };
    const { turnDetector: detector, sampleRateHz } = options;
    this.#sound = detector
      ? new SoundOfTurn({
          detector,
          sampleRateHz,
          onProbability: (probability) => this.#apply({ type: 'hint', probability }),
        })
      : null;
    this.#preRoll = new AudioRing((options.sampleRateHz * preRollMs) / 1000);
    options.voiceActivity.onProbability((probability, endMs) => this.#onProbability(probability, endMs));
    if (options.speechToText) void this.#readTranscripts(options.speechToText);
  }

  /** Is the caller making speech sounds now? */
  get isSpeech(): boolean {
    return this.#detector.isSpeech;
  }

  /** Where the caller's voice was last heard: speech that has only not been called over yet does not lengthen it. */
  get voicedUntilMs(): number {
    return this.#detector.voicedUntilMs;
  }

  /** A turn is open: speech, or silence after it that is not yet long enough. */
  get isTurnOpen(): boolean {
    return this.#state.open !== null;
  }

  /** What the agent just asked for: patience depends on it. */
  expect(expects: Expectation): void {
    this.#apply({ type: 'expects', expects });
  }

  /** One 20 ms frame of the caller; the array may be reused afterwards. */
  frame(pcm: Pcm, atMs: number): void {
    if (this.#isClosed) return;
    this.#nowMs = atMs + frameMs;
    if (this.#isUtteranceOpen) this.#write(pcm.slice());
    else this.#preRoll.push(pcm);
    this.#options.voiceActivity.push(pcm);
    this.#soundEdge.push(pcm, this.#nowMs);
    this.#sound?.push(pcm);
    const { lastSoundMs } = this.#soundEdge;
    this.#onTurnEdge(this.#turnDetector.elapse(this.#nowMs, lastSoundMs));
    this.#onEdge(this.#detector.elapse(this.#nowMs, lastSoundMs));
    // A sound that may be the next word is looked at before the turn is called over.
    if (this.#state.open !== null && !this.#turnDetector.isOnsetLikely)
      this.#apply({ type: 'tick', nowMs: this.#nowMs });
  }

  /** Words that arrived as text: typed, or recognised by the browser. */
  text(text: string, isFinal: boolean, source: 'recognition' | 'typed'): void {
    if (text.trim() === '') return;
    this.#apply({ type: 'wire-text', text, isFinal, source, nowMs: this.#nowMs });
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#options.voiceActivity.close();
    this.#sound?.close();
    this.#options.speechToText?.close();
  }

  #onProbability(probability: number, endMs: number): void {
    if (this.#isClosed) return;
    this.#onEdge(this.#detector.push(probability, endMs));
    this.#onTurnEdge(this.#turnDetector.push(probability, endMs));
  }

  #onEdge(edge: SpeechEdge | null): void {
    if (edge !== null) this.#options.onEvent(edge);
  }

  #onTurnEdge(edge: SpeechEdge | null): void {
    if (edge === null) return;
    if (edge.type === 'speech-started') {
      this.#sound?.onSpeech();
      return this.#apply(edge);
    }
    this.#sound?.onSilence();
    this.#apply({ type: 'speech-ended', endMs: edge.endMs, nowMs: this.#nowMs });
  }

  async #readTranscripts(stream: SttStream): Promise<void> {
    for await (const part of stream.parts) {
      if (this.#isClosed) return;
      this.#onPart(part);
    }
  }

  #onPart(part: SttPart): void {
    switch (part.type) {
      case 'transcript-partial':
        return this.#apply({ type: 'partial', utterance: part.turnId, text: part.text });
      case 'transcript-final':
        return this.#apply({ type: 'final', utterance: part.turnId, text: part.text, nowMs: this.#nowMs });
      case 'error':
        this.#options.onEvent({ type: 'recognition-failed', code: part.code, detail: part.detail });
        return this.#apply({ type: 'failed', utterance: part.turnId, code: part.code, nowMs: this.#nowMs });
      case 'usage':
        return this.#options.onEvent({ type: 'usage', usage: part });
      case 'turn-end-hint':
        return this.#apply({ type: 'hint', probability: part.probability });
      case 'speech-started':
      case 'warning':
        return;
    }
  }

  #apply(input: TurnInput): void {
    const { state, effects } = reduceTurn(this.#state, input, this.#settings);
    this.#state = state;
    for (const effect of effects) {
      switch (effect.type) {
        case 'begin-utterance':
          this.#begin(effect.utterance as TurnId);
          break;
        case 'resume-utterance':
          this.#resume(effect.utterance as TurnId);
          break;
        case 'end-utterance':
          this.#isUtteranceOpen = false;
          this.#options.speechToText?.endUtterance();
          break;
        case 'cancel-utterance':
          this.#isUtteranceOpen = false;
          this.#options.speechToText?.cancelUtterance();
          break;
        case 'recognition-lost': {
          const detail = 'no transcript came for an utterance';
          this.#options.onEvent({ type: 'recognition-failed', code: 'provider_timeout', detail });
          break;
        }
        case 'turn-ended':
          // Patience may end before the slower of the two detectors: who has the floor must be clear first.
          if (effect.turn.source === 'stt') this.#onEdge(this.#detector.finish());
          this.#options.onEvent(effect);
          break;
        case 'caption':
        case 'recognition-slow':
        case 'turn-dismissed':
          this.#options.onEvent(effect);
          break;
      }
    }
  }

  #begin(utterance: TurnId): void {
    this.#spoken = [];
    this.#options.speechToText?.beginUtterance(utterance);
    this.#write(this.#preRoll.take());
    this.#isUtteranceOpen = true;
  }

  /** Says the utterance again to the recogniser, with the breath in it, and goes on. */
  #resume(utterance: TurnId): void {
    const before = this.#spoken;
    this.#spoken = [];
    this.#options.speechToText?.cancelUtterance();
    this.#options.speechToText?.beginUtterance(utterance);
    for (const pcm of [...before, this.#preRoll.take()]) this.#write(pcm);
    this.#isUtteranceOpen = true;
  }

  #write(pcm: Pcm): void {
    this.#spoken.push(pcm);
    this.#options.speechToText?.write(pcm);
  }
}
