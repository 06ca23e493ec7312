import type { TurnLatency } from '@allo/contracts/events';

export type LatencyPart = 'endOfUtterance' | 'stt' | 'llm' | 'tts' | 'platform';

export interface WaterfallBar {
  part: LatencyPart;
  /** From the end of the caller's speech. */
  startMs: number;
  durationMs: number;
}

export interface Waterfall {
  bars: WaterfallBar[];
  totalMs: number;
}

/**
 * Lays a turn's latency out in time. The end-of-speech wait and recognition run side by side from zero; the model
 * starts when both are done, synthesis after its first token; what remains up to the first sound is the platform.
 * Parts that did not happen are left out. Null when the turn was not measured end to end.
 */
export function layoutWaterfall(latency: TurnLatency): Waterfall | null {
  const totalMs = latency.voiceToVoiceMs;
  if (totalMs === null) return null;
  const bars: WaterfallBar[] = [];
  const add = (part: LatencyPart, startMs: number, durationMs: number | null) => {
    if (durationMs !== null && durationMs > 0) bars.push({ part, startMs, durationMs });
  };
  add('endOfUtterance', 0, latency.endOfUtteranceMs);
  add('stt', 0, latency.sttFinalMs);
  const heardMs = Math.max(latency.endOfUtteranceMs ?? 0, latency.sttFinalMs ?? 0);
  add('llm', heardMs, latency.llmFirstTokenMs);
  const thoughtMs = heardMs + (latency.llmFirstTokenMs ?? 0);
  add('tts', thoughtMs, latency.ttsFirstByteMs);
  const spokenMs = thoughtMs + (latency.ttsFirstByteMs ?? 0);
  // Speculative work overlaps, so the parts may add up to more than was felt; then our own share is as told.
  add('platform', Math.min(spokenMs, Math.max(0, totalMs - (latency.platformMs ?? 0))), latency.platformMs);
  return { bars, totalMs };
}

/** The same on one line: overlaps removed, each instant belongs to the part that kept the caller waiting last. */
export function flattenWaterfall(waterfall: Waterfall): WaterfallBar[] {
  let reachedMs = 0;
  return waterfall.bars.flatMap((bar) => {
    const endMs = Math.min(waterfall.totalMs, bar.startMs + bar.durationMs);
    const startMs = Math.max(reachedMs, bar.startMs);
    if (endMs <= startMs) return [];
    reachedMs = endMs;
    return [{ part: bar.part, startMs, durationMs: endMs - startMs }];
  });
}
