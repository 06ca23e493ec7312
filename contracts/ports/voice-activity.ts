import type { EngineRateHz, Pcm } from './audio.ts';

/** Speech probability per window. One instance serves every call of a thread and batches across them. */
export interface VoiceActivity {
  /** Length of a window in ms (32 for Silero at both rates). */
  readonly windowMs: number;
  open(sampleRateHz: EngineRateHz): VoiceActivityStream;
}

export interface VoiceActivityStream {
  /** One listener. `endMs` is where the window ends, counted in audio pushed since the stream opened. */
  onProbability(listener: (probability: number, endMs: number) => void): void;
  /** Copies the samples. Probabilities may arrive later, always in order. */
  push(pcm: Pcm): void;
  close(): void;
}
