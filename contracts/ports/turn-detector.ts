import type { EngineRateHz, Pcm } from './audio.ts';

/** A model that hears from the sound whether somebody has finished: intonation, lengthening, breath. */
export interface TurnDetector {
  /** Sound it makes use of, ms back from the silence. */
  readonly windowMs: number;
  /**
   * Chance (0..1) that the turn is over, judged a moment into the silence after `pcm`; null when it cannot say in time.
   * Rejects only for a reason that will not pass; patience then goes on without it.
   */
  probabilityOfEnd(pcm: Pcm, sampleRateHz: EngineRateHz, signal: AbortSignal): Promise<number | null>;
}
