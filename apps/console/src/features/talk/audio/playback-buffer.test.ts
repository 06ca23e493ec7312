import { describe, expect, it } from 'vitest';
import { PlaybackBuffer } from './playback-buffer.ts';

const rate = 16000;
const make = (over: object = {}) =>
  new PlaybackBuffer({ sampleRateHz: rate, prefillMs: 60, maxPrefillMs: 200, capacityMs: 2000, ...over });
const frame = (value = 0.5) => new Float32Array(320).fill(value);
const pull = (buffer: PlaybackBuffer, count = 128) => {
  const output = new Float32Array(count).fill(9);
  return { played: buffer.pull(output), output };
};

describe('PlaybackBuffer', () => {
  it('pull / less than the prefill is here / gives silence and keeps the audio', () => {
    const buffer = make();
    buffer.push(frame());
    buffer.push(frame());
    const { played, output } = pull(buffer);
    expect(played).toBe(0);
    expect(output.every((one) => one === 0)).toBe(true);
    expect(buffer.depthMs).toBe(40);
  });

  it('pull / prefill reached / plays in order across the end of the ring', () => {
    const buffer = make({ capacityMs: 100 });
    const heard: number[] = [];
    let next = 1;
    for (let n = 0; n < 4; n += 1) buffer.push(new Float32Array(320).fill(next++));
    for (let n = 0; n < 30; n += 1) {
      const { output } = pull(buffer, 320);
      heard.push(output[0] as number, output[319] as number);
      buffer.push(new Float32Array(320).fill(next++));
    }
    expect(heard.slice(0, 6)).toEqual([1, 1, 2, 2, 3, 3]);
    expect(heard.at(-1)).toBe(30);
  });

  it('pull / runs dry in a block / pads with silence and waits for the prefill again', () => {
    const buffer = make();
    for (let n = 0; n < 3; n += 1) buffer.push(frame());
    const { played, output } = pull(buffer, 1000);
    expect(played).toBe(960);
    expect(output[999]).toBe(0);
    buffer.push(frame());
    expect(pull(buffer).played).toBe(0);
  });

  it('push / a frame that comes just too late / makes the prefill longer, up to its bound', () => {
    const buffer = make();
    for (let round = 0; round < 20; round += 1) {
      for (let n = 0; n < 12; n += 1) buffer.push(frame());
      pull(buffer, 320 * 12 + 1);
    }
    expect(buffer.underruns).toBe(19);
    expect(buffer.prefillMs).toBe(200);
  });

  it('push / a new phrase after a long pause / leaves the prefill alone', () => {
    const buffer = make();
    for (let n = 0; n < 3; n += 1) buffer.push(frame());
    pull(buffer, 961);
    for (let n = 0; n < 50; n += 1) pull(buffer, 320);
    buffer.push(frame());
    expect(buffer.underruns).toBe(0);
    expect(buffer.prefillMs).toBe(60);
  });

  it('pull / a tail shorter than the prefill and nothing after it / is still played', () => {
    const buffer = make();
    buffer.push(frame());
    let played = 0;
    for (let n = 0; n < 20; n += 1) played += pull(buffer).played;
    expect(played).toBe(320);
  });

  it('clear / audio is waiting / nothing of it is ever heard', () => {
    const buffer = make();
    for (let n = 0; n < 10; n += 1) buffer.push(frame(0.5));
    pull(buffer);
    buffer.clear();
    expect(buffer.depthMs).toBe(0);
    for (let n = 0; n < 3; n += 1) buffer.push(frame(0.25));
    expect(pull(buffer).output[0]).toBe(0.25);
  });

  it('pull / a burst after a stall, silence within / takes the delay back from the silence only', () => {
    const buffer = make();
    for (let n = 0; n < 20; n += 1) buffer.push(frame(n < 10 ? 0.5 : 0));
    let speech = 0;
    for (let n = 0; n < 60; n += 1) {
      const { output } = pull(buffer);
      speech += output.filter((one) => one === 0.5).length;
      if (n % 5 < 2) buffer.push(frame(0));
    }
    expect(speech).toBe(3200);
    expect(buffer.depthMs).toBeLessThan(150);
  });

  it('push / beyond the capacity / drops the oldest', () => {
    const buffer = make({ capacityMs: 100 });
    for (let n = 1; n <= 10; n += 1) buffer.push(frame(n));
    expect(buffer.depthMs).toBe(100);
    expect(pull(buffer).output[0]).toBe(6);
  });
});
