import type { TurnId } from '../ids.ts';
import type { Pcm } from './audio.ts';
import type { ProviderErrorPart, ProviderWarningPart, UsagePart } from './provider-error.ts';

export interface SttCapabilities {
  name: string;
  /** `segmented` recognises an utterance after its end; `streaming` while it is spoken. */
  mode: 'segmented' | 'streaming';
  /** Rates the provider takes as they are; anything else is resampled before it. */
  sampleRatesHz: readonly number[];
  /** `*` = any. */
  languages: readonly string[];
  /** Measured time from end of speech to the final transcript, ms: 95 % are faster. A deadline is derived from it. */
  tailLatencyMs: number;
  /** Where the audio goes: `local` never leaves the machine. */
  region: string;
}

export type SttPart =
  | { type: 'speech-started'; turnId: TurnId }
  | { type: 'transcript-partial'; turnId: TurnId; text: string }
  /** Exactly one per finished utterance, `text` may be empty (nothing understood). */
  | { type: 'transcript-final'; turnId: TurnId; text: string; confidence?: number }
  /** The provider believes the turn ended (0..1). */
  | { type: 'turn-end-hint'; turnId: TurnId; probability: number }
  | (UsagePart & { turnId: TurnId })
  | (ProviderWarningPart & { turnId: TurnId })
  | (ProviderErrorPart & { turnId: TurnId });

export interface SttOptions {
  /** Rate of the audio that will be written. */
  sampleRateHz: number;
  /** BCP 47: `ru`, `en`. */
  language: string;
  /** Words worth expecting: names of services, choices. */
  phrases?: readonly string[];
}

export interface SpeechToText {
  readonly capabilities: SttCapabilities;
  /** One stream per call. No I/O until the first utterance. */
  open(options: SttOptions, signal: AbortSignal): SttStream;
}

/** `beginUtterance … write* … endUtterance` repeats through the call; parts come for the utterance's turn id. */
export interface SttStream {
  readonly parts: AsyncIterable<SttPart>;
  /** Speech began; `write`s until `endUtterance` belong to `turnId`. A pre-roll is written first by the caller. */
  beginUtterance(turnId: TurnId): void;
  /** Copies what it keeps: the array is reused by the hot path. */
  write(pcm: Pcm): void;
  /** Speech ended: a `transcript-final` or an `error` must follow. */
  endUtterance(): void;
  /** Forget the utterance in hand (it was noise); nothing more may arrive for it. */
  cancelUtterance(): void;
  /** Idempotent. */
  close(): void;
}
