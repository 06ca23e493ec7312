import type { TurnLatency } from '@allo/contracts/events';
import { describe, expect, it } from 'vitest';
import { flattenWaterfall, layoutWaterfall } from './waterfall.ts';

const latency = (over: Partial<TurnLatency>): TurnLatency => ({
  endOfUtteranceMs: 400,
  sttFinalMs: 520,
  llmFirstTokenMs: 300,
  ttsFirstByteMs: 150,
  platformMs: 30,
  voiceToVoiceMs: 1000,
  ...over,
});
const spans = (bars: { part: string; startMs: number; durationMs: number }[] = []) =>
  bars.map((bar) => `${bar.part} ${bar.startMs}+${bar.durationMs}`);

describe('layoutWaterfall', () => {
  it('every part measured / waits run side by side, the rest one after another', () => {
    expect(spans(layoutWaterfall(latency({}))?.bars)).toEqual([
      'endOfUtterance 0+400',
      'stt 0+520',
      'llm 520+300',
      'tts 820+150',
      'platform 970+30',
    ]);
  });
  it('no model and cached speech / only what happened is drawn', () => {
    const turn = latency({
      sttFinalMs: 100,
      llmFirstTokenMs: null,
      ttsFirstByteMs: null,
      voiceToVoiceMs: 430,
    });
    expect(spans(layoutWaterfall(turn)?.bars)).toEqual([
      'endOfUtterance 0+400',
      'stt 0+100',
      'platform 400+30',
    ]);
  });
  it('speculation made the parts overlap / the platform still ends at the first sound', () => {
    const bars = layoutWaterfall(latency({ voiceToVoiceMs: 700 }))?.bars;
    expect(spans(bars).at(-1)).toBe('platform 670+30');
  });
  it('not measured end to end / gives nothing', () => {
    expect(layoutWaterfall(latency({ voiceToVoiceMs: null }))).toBeNull();
  });
});

describe('flattenWaterfall', () => {
  it('overlapping parts / each instant is counted once and the sum is the whole', () => {
    const waterfall = layoutWaterfall(latency({}));
    const bars = waterfall ? flattenWaterfall(waterfall) : [];
    expect(spans(bars)).toEqual([
      'endOfUtterance 0+400',
      'stt 400+120',
      'llm 520+300',
      'tts 820+150',
      'platform 970+30',
    ]);
    expect(bars.reduce((sum, bar) => sum + bar.durationMs, 0)).toBe(1000);
  });
  it('parts longer than the whole / are cut at the first sound', () => {
    const waterfall = layoutWaterfall(latency({ voiceToVoiceMs: 700 }));
    const bars = waterfall ? flattenWaterfall(waterfall) : [];
    expect(bars.reduce((sum, bar) => sum + bar.durationMs, 0)).toBe(700);
  });
});
