import { FrameChunker } from './frame-chunker.ts';
import { Resampler } from './resampler.ts';

/** The wire's rate; repeated here because contracts pull in zod, which has no place on the audio thread. */
const wireRateHz = 16000;

/** Microphone → 16 kHz → 20 ms frames of PCM16, posted to the page as transferred buffers. */
class CaptureProcessor extends AudioWorkletProcessor {
  private readonly resampler = new Resampler(sampleRate, wireRateHz);
  private readonly chunker = new FrameChunker();
  private readonly post = (frame: Int16Array<ArrayBuffer>) => this.port.postMessage(frame, [frame.buffer]);

  override process(inputs: Float32Array[][]): boolean {
    const channel = inputs[0]?.[0];
    if (channel) this.chunker.push(this.resampler.process(channel), this.post);
    return true;
  }
}

registerProcessor('allo-capture', CaptureProcessor);
