import type { Pcm } from '@allo/contracts/ports';

/** A sine of `frequencyHz` at about −12 dBFS with 5 ms edges, so that it does not click. */
export function tone(frequencyHz: number, durationMs: number, sampleRateHz: number): Pcm {
  const pcm = new Int16Array(Math.round((sampleRateHz * durationMs) / 1000));
  const edge = Math.round(sampleRateHz * 0.005);
  for (let index = 0; index < pcm.length; index++) {
    const envelope = Math.min(1, index / edge, (pcm.length - index) / edge);
    pcm[index] = Math.round(8000 * envelope * Math.sin((2 * Math.PI * frequencyHz * index) / sampleRateHz));
  }
  return pcm;
}
