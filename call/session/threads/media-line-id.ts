import type { EngineRateHz } from '@allo/contracts/ports';

/**
 * Number of a line, unique in its media thread. The lowest bit tells the rate, so that a voice thread knows it without
 * asking: even = 8 kHz (telephone), odd = 16 kHz (browser).
 */
export function createLineId(serial: number, sampleRateHz: EngineRateHz): number {
  return serial * 2 + (sampleRateHz === 16000 ? 1 : 0);
}

export function rateOfLine(lineId: number): EngineRateHz {
  return lineId % 2 === 1 ? 16000 : 8000;
}
