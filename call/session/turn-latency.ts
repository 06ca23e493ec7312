import type { TurnLatency } from '@allo/contracts/events';

/** What is noted while a reply is made. Audio-clock times end in `AtMs`, durations in `Ms`. */
export interface TurnMeasures {
  speechEndAtMs: number;
  /** Audio clock when the turn was declared over. */
  decidedAtMs: number;
  sttFinalMs: number | null;
  llmFirstTokenMs: number | null;
  ttsFirstByteMs: number | null;
}

/** Latency of a reply whose first sample left the wire at `firstSampleAtMs`. */
export function turnLatency(measures: TurnMeasures, firstSampleAtMs: number): TurnLatency {
  const voiceToVoiceMs = Math.max(0, firstSampleAtMs - measures.speechEndAtMs);
  const endOfUtteranceMs = Math.max(0, measures.decidedAtMs - measures.speechEndAtMs);
  const waited = endOfUtteranceMs + (measures.llmFirstTokenMs ?? 0) + (measures.ttsFirstByteMs ?? 0);
  return {
    endOfUtteranceMs: round(endOfUtteranceMs),
    sttFinalMs: round(measures.sttFinalMs),
    llmFirstTokenMs: round(measures.llmFirstTokenMs),
    ttsFirstByteMs: round(measures.ttsFirstByteMs),
    platformMs: round(Math.max(0, voiceToVoiceMs - waited)),
    voiceToVoiceMs: round(voiceToVoiceMs),
  };
}

function round<T extends number | null>(value: T): T {
  return (value === null ? null : Math.round(value * 10) / 10) as T;
}
