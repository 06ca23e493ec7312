import { describe, expect, it } from 'vitest';
import { StreamTracker } from './stream-tracker.ts';

describe('StreamTracker', () => {
  it('one stream over both wraps / unchanged, nothing lost', () => {
    const tracker = new StreamTracker();
    for (let n = 0; n < 300; n++) {
      const sequence = (65_400 + n) & 0xffff;
      const timestamp = (0xffffff00 + n * 160) >>> 0;
      const out = tracker.track(1, sequence, timestamp, 160);
      expect(out).toEqual({ sequence, timestamp, isNewStream: n === 0 });
    }
    expect(tracker.packetsLost).toBe(0);
  });

  it('gaps and reordering / counted as the numbering tells', () => {
    const tracker = new StreamTracker();
    for (const sequence of [1, 2, 5, 4, 6, 10]) tracker.track(1, sequence, sequence * 160, 160);
    expect(tracker.packetsLost).toBe(4);
  });

  it('key presses between audio / their numbers are not lost', () => {
    const tracker = new StreamTracker();
    tracker.track(1, 1, 160, 160);
    for (let sequence = 2; sequence < 12; sequence++) tracker.pass(1, sequence);
    tracker.pass(2, 40_000);
    tracker.track(1, 12, 12 * 160, 160);
    expect(tracker.packetsLost).toBe(0);
  });

  it('a new SSRC / continues where the old stream ended', () => {
    const tracker = new StreamTracker();
    tracker.track(1, 100, 1600, 160);
    expect({ ...tracker.track(2, 7, 0xfffffff0, 160) }).toEqual({
      sequence: 101,
      timestamp: 1760,
      isNewStream: true,
    });
    expect({ ...tracker.track(2, 8, 0x90, 160) }).toEqual({
      sequence: 102,
      timestamp: 1920,
      isNewStream: false,
    });
    expect(tracker.streams).toBe(2);
  });

  it('a stray number / left out; confirmed by the next one / a new stream', () => {
    const tracker = new StreamTracker();
    tracker.track(1, 100, 1600, 160);
    expect(tracker.track(1, 40_000, 5, 160)).toBeNull();
    expect({ ...tracker.track(1, 101, 1760, 160) }).toMatchObject({ sequence: 101, isNewStream: false });
    expect(tracker.track(1, 40_000, 5, 160)).toBeNull();
    expect({ ...tracker.track(1, 40_001, 165, 160) }).toEqual({
      sequence: 102,
      timestamp: 1920,
      isNewStream: true,
    });
  });
});
