/** 20 ms at 16 kHz: what one binary message of the browser wire holds. */
export const frameSamples = 320;

/**
 * Cuts a stream of samples (−1…1) into whole 20 ms frames of PCM16. Each frame is a buffer of its own, because
 * it is transferred to the page's thread.
 */
export class FrameChunker {
  private frame = new Int16Array(frameSamples);
  private filled = 0;

  push(samples: Float32Array, onFrame: (frame: Int16Array<ArrayBuffer>) => void): void {
    for (const sample of samples) {
      this.frame[this.filled] = toPcm16(sample);
      this.filled += 1;
      if (this.filled === frameSamples) {
        const whole = this.frame;
        this.frame = new Int16Array(frameSamples);
        this.filled = 0;
        onFrame(whole);
      }
    }
  }
}

function toPcm16(sample: number): number {
  const clipped = Math.max(-1, Math.min(1, sample));
  return Math.round(clipped * 32767);
}
