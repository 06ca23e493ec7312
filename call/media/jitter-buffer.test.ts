import { createSeededRandom } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { JitterBuffer } from './jitter-buffer.ts';

const frame = 160;

/** Sample n of the sender is a value that tells n, loud enough not to count as quiet. */
const sampleAt = (n: number) => 1000 + (n % 20000);

function packet(index: number, samples = frame): Int16Array {
  return Int16Array.from({ length: samples }, (_, i) => sampleAt(index * samples + i));
}

interface Arrival {
  atMs: number;
  index: number;
}

/** Sends the packets at their arrival times, pulls every 20 ms, answers everything played. */
function play(
  buffer: JitterBuffer,
  arrivals: Arrival[],
  durationMs: number,
  options = { firstTimestamp: 0 },
) {
  const queue = arrivals.toSorted((a, b) => a.atMs - b.atMs);
  const out: number[] = [];
  const presents: number[] = [];
  let next = 0;
  for (let nowMs = 10; nowMs < durationMs; nowMs += 20) {
    for (; next < queue.length && (queue[next] as Arrival).atMs <= nowMs; next++) {
      const { index } = queue[next] as Arrival;
      const timestamp = (options.firstTimestamp + index * frame) >>> 0;
      buffer.insert(index & 0xffff, timestamp, packet(index), frame, index === 0);
    }
    const pcm = new Int16Array(frame);
    presents.push(buffer.pull(pcm));
    out.push(...pcm);
  }
  return { out, presents };
}

const steady = (count: number): Arrival[] =>
  Array.from({ length: count }, (_, index) => ({ atMs: index * 20, index }));
const sent = (count: number) => Array.from({ length: count * frame }, (_, n) => sampleAt(n));
const withoutSilence = (out: number[]) => out.filter((sample) => sample !== 0);

describe('JitterBuffer', () => {
  it('steady stream / plays every sample in order, 40 ms after the first packet', () => {
    const buffer = new JitterBuffer(8000);
    const { out, presents } = play(buffer, steady(50), 1100);
    expect(presents.slice(0, 4)).toEqual([0, 0, frame, frame]);
    expect(withoutSilence(out)).toEqual(sent(50));
    expect(buffer.stats).toMatchObject({ missingSamples: 0, lateSamples: 0, anchors: 1 });
  });

  it('before the first packet / silence and nothing counted as missing', () => {
    const buffer = new JitterBuffer(16000);
    const pcm = new Int16Array(320).fill(7);
    expect(buffer.pull(pcm)).toBe(0);
    expect(pcm.every((sample) => sample === 0)).toBe(true);
    expect(buffer.stats.missingSamples).toBe(0);
  });

  it('reordered and doubled packets / the same samples as in order', () => {
    const random = createSeededRandom(7);
    const arrivals = steady(200).flatMap((arrival) => {
      const late = { ...arrival, atMs: arrival.atMs + random.next() * 35 };
      return random.next() < 0.2 ? [late, { ...late, atMs: late.atMs + random.next() * 200 }] : [late];
    });
    const buffer = new JitterBuffer(8000);
    const { out } = play(buffer, arrivals, 4200);
    expect(withoutSilence(out)).toEqual(sent(200));
    expect(buffer.stats.lateSamples).toBe(0);
    expect(buffer.stats.duplicatePackets).toBeGreaterThan(20);
  });

  it('lost packets / a hole of exactly their length, the rest in its place', () => {
    const random = createSeededRandom(3);
    let wasLost = true;
    const arrivals = steady(300).filter(({ index }) => {
      wasLost = !wasLost && index < 299 && random.next() < 0.15;
      return !wasLost;
    });
    const buffer = new JitterBuffer(8000);
    const { out } = play(buffer, arrivals, 6200);
    const start = out.findIndex((sample) => sample !== 0);
    const got = new Set(arrivals.map(({ index }) => index));
    const ideal = sent(300).map((sample, n) => (got.has(Math.floor(n / frame)) ? sample : 0));
    expect(out.slice(start, start + ideal.length)).toEqual(ideal);
    expect(buffer.stats.missingSamples).toBe((300 - got.size) * frame);
  });

  it('timestamp and sequence wrap around / no break', () => {
    const buffer = new JitterBuffer(8000);
    const arrivals = steady(100).map(({ atMs, index }) => ({ atMs, index: index + 65_500 }));
    const { out } = play(buffer, arrivals, 2200, { firstTimestamp: 0x1_0000_0000 - 65_530 * frame });
    const ideal = Array.from({ length: 100 * frame }, (_, n) => sampleAt(65_500 * frame + n));
    expect(withoutSilence(out)).toEqual(ideal);
    expect(buffer.stats.anchors).toBe(1);
  });

  it('pause of the sender (DTX) / silence as long as the pause, no rise of the delay', () => {
    const arrivals = steady(150).filter(({ index }) => index < 50 || index >= 100);
    const buffer = new JitterBuffer(8000);
    const { out } = play(buffer, arrivals, 3200);
    const firstHalf = out.lastIndexOf(sampleAt(50 * frame - 1));
    const secondHalf = out.indexOf(sampleAt(100 * frame));
    expect(Math.abs(secondHalf - firstHalf - 1 - 50 * frame)).toBeLessThanOrEqual(2 * frame);
    expect(buffer.stats).toMatchObject({ targetDelayMs: 40, missingSamples: 0, lateSamples: 0 });
  });

  it('a stall of 150 ms, then all at once / nothing lost, the target rises and later falls', () => {
    const arrivals = steady(1200).map(({ atMs, index }) => ({
      index,
      atMs: atMs >= 2000 && atMs < 2150 ? 2150 : atMs,
    }));
    const buffer = new JitterBuffer(8000);
    const { out } = play(
      buffer,
      arrivals.filter(({ index }) => index < 150),
      3300,
    );
    expect(withoutSilence(out)).toEqual(sent(150));
    expect(buffer.stats.targetDelayMs).toBe(60);
    play(
      buffer,
      arrivals.filter(({ index }) => index >= 150).map((a) => ({ ...a, atMs: a.atMs - 3000 })),
      21_000,
    );
    expect(buffer.stats.targetDelayMs).toBe(40);
  });

  it('sender faster than us by 0.5 % / the delay stays bounded by leaving out quiet frames only', () => {
    const buffer = new JitterBuffer(8000);
    const quiet = new Int16Array(frame).fill(5);
    const loud = new Int16Array(frame).fill(3000);
    let played = 0;
    let index = 0;
    let deepestMs = 0;
    for (let nowMs = 10; nowMs < 120_000; nowMs += 20) {
      for (; index * 19.9 <= nowMs; index++) {
        buffer.insert(index & 0xffff, index * frame, index % 100 < 50 ? loud : quiet, frame, false);
      }
      const pcm = new Int16Array(frame);
      buffer.pull(pcm);
      if (pcm[0] === 3000) played++;
      if (nowMs > 10_000) deepestMs = Math.max(deepestMs, buffer.depthMs);
    }
    expect(deepestMs).toBeLessThan(120);
    expect(buffer.stats.skippedFrames).toBeGreaterThan(20);
    const loudSent = Array.from({ length: index }, (_, i) => i).filter((i) => i % 100 < 50).length;
    expect(loudSent - played).toBeLessThanOrEqual(8);
  });

  it('sender slower than us by 0.5 % / quiet moments are stretched, speech is whole', () => {
    const buffer = new JitterBuffer(8000);
    let index = 0;
    let loudPlayed = 0;
    for (let nowMs = 10; nowMs < 120_000; nowMs += 20) {
      for (; index * 20.1 <= nowMs; index++) {
        const level = index % 100 < 50 ? 3000 : 5;
        buffer.insert(index & 0xffff, index * frame, new Int16Array(frame).fill(level), frame, false);
      }
      const pcm = new Int16Array(frame);
      buffer.pull(pcm);
      if (pcm[0] === 3000) loudPlayed++;
    }
    expect(buffer.stats.insertedFrames + buffer.stats.anchors).toBeGreaterThan(10);
    expect(buffer.stats).toMatchObject({ missingSamples: 0, lateSamples: 0 });
    const loudSent = Array.from({ length: index }, (_, i) => i).filter((i) => i % 100 < 50).length;
    expect(loudSent - loudPlayed).toBeLessThanOrEqual(8);
  });

  it('a flood far ahead of time / at most 400 ms is held', () => {
    const buffer = new JitterBuffer(8000);
    for (let index = 0; index < 45; index++) buffer.insert(index, index * frame, packet(index), frame, false);
    expect(buffer.depthMs).toBe(400);
  });

  it('timestamps that jump by hours or go back / one new anchor, then in order', () => {
    const buffer = new JitterBuffer(8000);
    play(buffer, steady(20), 500);
    const { out } = play(buffer, steady(20), 600, { firstTimestamp: 0x7000_0000 });
    expect(withoutSilence(out)).toEqual(sent(20));
    const back = new JitterBuffer(8000);
    play(back, steady(100), 2000);
    let heard = 0;
    for (let index = 0; index < 60; index++) {
      back.insert(200 + index, 90 * frame + index * frame - 30 * frame, packet(index), frame, false);
      const pcm = new Int16Array(frame);
      heard += back.pull(pcm) > 0 ? 1 : 0;
    }
    expect(heard).toBeGreaterThan(40);
  });

  it('packets of 10, 30 and 60 ms / the same samples', () => {
    for (const samples of [80, 240, 480]) {
      const buffer = new JitterBuffer(8000);
      const out: number[] = [];
      let index = 0;
      for (let nowMs = 0; nowMs < 2000; nowMs += 20) {
        for (; (index * samples) / 8 <= nowMs && index * samples < 12_000; index++) {
          buffer.insert(index, index * samples, packet(index, samples), samples, false);
        }
        const pcm = new Int16Array(frame);
        buffer.pull(pcm);
        out.push(...pcm);
      }
      expect(withoutSilence(out)).toEqual(Array.from({ length: index * samples }, (_, n) => sampleAt(n)));
    }
  });

  it('seeded jitter up to 60 ms with 2 % loss / over 97 % of what was sent is heard, in order', () => {
    const random = createSeededRandom(11);
    const arrivals = steady(3000)
      .filter(() => random.next() > 0.02)
      .map(({ atMs, index }) => ({ index, atMs: atMs + 60 * random.next() ** 4 }));
    const buffer = new JitterBuffer(8000);
    const { out } = play(buffer, arrivals, 61_000);
    expect(withoutSilence(out).length).toBeGreaterThan(3000 * frame * 0.97);
  });

  it('empty or oversized input / ignored', () => {
    const buffer = new JitterBuffer(8000);
    buffer.insert(1, 0, new Int16Array(0), 0, false);
    buffer.insert(2, 0, new Int16Array(9000), 9000, false);
    expect(buffer.depthMs).toBe(0);
    expect(buffer.stats.anchors).toBe(0);
  });
});
