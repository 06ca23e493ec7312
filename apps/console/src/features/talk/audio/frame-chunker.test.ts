import { describe, expect, it } from 'vitest';
import { FrameChunker, frameSamples } from './frame-chunker.ts';

const framesOf = (chunker: FrameChunker, samples: Float32Array) => {
  const frames: Int16Array[] = [];
  chunker.push(samples, (frame) => frames.push(frame));
  return frames;
};

describe('FrameChunker', () => {
  it('push / chunks that do not divide a frame / gives whole frames and keeps the rest', () => {
    const chunker = new FrameChunker();
    let count = 0;
    for (let n = 0; n < 10; n += 1) count += framesOf(chunker, new Float32Array(100)).length;
    expect(count).toBe(3);
    expect(framesOf(chunker, new Float32Array(280)).length).toBe(1);
  });

  it('push / samples beyond full scale / are clipped, not wrapped', () => {
    const loud = new Float32Array(frameSamples).fill(1.7);
    loud[1] = -1.7;
    const [frame] = framesOf(new FrameChunker(), loud);
    expect([frame?.[0], frame?.[1]]).toEqual([32767, -32767]);
  });

  it('push / two frames / have buffers of their own', () => {
    const [first, second] = framesOf(new FrameChunker(), new Float32Array(2 * frameSamples));
    expect(first?.buffer).not.toBe(second?.buffer);
  });
});
