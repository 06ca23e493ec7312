import type { TurnId } from '../ids.ts';
import type { Pcm } from './audio.ts';
import type { ProviderErrorPart, ProviderWarningPart, UsagePart } from './provider-error.ts';

export interface TtsCapabilities {
  name: string;
  /** Rate of the audio it gives. */
  outputRateHz: number;
  languages: readonly string[];
  hasWordTimings: boolean;
  region: string;
  /** 95 % of first chunks come sooner, ms. */
  tailLatencyMs: number;
}

export interface TtsRequest {
  turnId: TurnId;
  /** One clause or sentence, plain text, ready to be spoken. */
  text: string;
  language: string;
  /** Provider's own voice name; absent = its default for the language. */
  voice?: string;
  /** 1 = normal. */
  speed?: number;
}

export type TtsPart =
  | { type: 'audio-chunk'; turnId: TurnId; pcm: Pcm }
  /** Word `index` of the text starts at `startMs` of this request's audio. */
  | { type: 'word-timing'; turnId: TurnId; index: number; word: string; startMs: number; endMs: number }
  | (UsagePart & { turnId: TurnId })
  | (ProviderWarningPart & { turnId: TurnId })
  | (ProviderErrorPart & { turnId: TurnId });

export interface TextToSpeech {
  readonly capabilities: TtsCapabilities;
  /** Ends after the last chunk or after `error`; after an abort it just ends. */
  synthesize(request: TtsRequest, signal: AbortSignal): AsyncIterable<TtsPart>;
}
