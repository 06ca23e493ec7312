import { PlaybackBuffer } from './playback-buffer.ts';
import { Resampler } from './resampler.ts';

const wireRateHz = 16000;
/** Every so many blocks of 128 samples the page learns the level and what was played: about 20 times a second. */
const reportBlocks = Math.max(1, Math.round(sampleRate / 128 / 20));

/** PCM16 frames at 16 kHz from the page → jitter buffer → loudspeaker. The message `clear` empties the buffer. */
class PlaybackProcessor extends AudioWorkletProcessor {
  private resampler = new Resampler(wireRateHz, sampleRate);
  private readonly buffer = new PlaybackBuffer({
    sampleRateHz: sampleRate,
    prefillMs: 60,
    maxPrefillMs: 200,
    capacityMs: 20_000,
  });
  private playedSamples = 0;
  private peak = 0;
  private blocks = 0;

  constructor() {
    super();
    this.port.addEventListener('message', (event: MessageEvent<Int16Array | 'clear'>) => {
      if (event.data === 'clear') {
        this.buffer.clear();
        this.resampler = new Resampler(wireRateHz, sampleRate);
      } else {
        this.buffer.push(this.resampler.process(Float32Array.from(event.data, (one) => one / 32768)));
      }
    });
    this.port.start();
  }

  override process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]?.[0];
    if (!output) return true;
    this.playedSamples += this.buffer.pull(output);
    for (const sample of output) this.peak = Math.max(this.peak, Math.abs(sample));
    this.blocks += 1;
    if (this.blocks % reportBlocks === 0) this.report();
    return true;
  }

  private report(): void {
    this.port.postMessage({
      level: this.peak,
      playedMs: (this.playedSamples * 1000) / sampleRate,
      depthMs: this.buffer.depthMs,
      underruns: this.buffer.underruns,
    });
    this.peak = 0;
  }
}

registerProcessor('allo-playback', PlaybackProcessor);
