import type { EngineRateHz, VoiceActivity } from '@allo/contracts/ports';

/** Voice activity by loudness, in Silero's window length: enough for simulations, where noise is what we make it. */
export function createEnergyVoiceActivity(thresholdRms = 500): VoiceActivity {
  const windowMs = 32;
  return {
    windowMs,
    open(sampleRateHz: EngineRateHz) {
      const windowSamples = (sampleRateHz * windowMs) / 1000;
      let listener: (probability: number, endMs: number) => void = () => {};
      let filled = 0;
      let energy = 0;
      let endMs = 0;
      return {
        onProbability(next) {
          listener = next;
        },
        push(pcm) {
          for (let index = 0; index < pcm.length; index++) {
            const sample = pcm[index] as number;
            energy += sample * sample;
            if (++filled < windowSamples) continue;
            endMs += windowMs;
            listener(Math.sqrt(energy / windowSamples) > thresholdRms ? 0.95 : 0.02, endMs);
            filled = 0;
            energy = 0;
          }
        },
        close() {
          listener = () => {};
        },
      };
    },
  };
}
