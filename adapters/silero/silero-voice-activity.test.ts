import { AppError, createSilentLog, VirtualClock } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import type { SileroModel } from './silero-model.ts';
import { createSileroVoiceActivity } from './silero-voice-activity.ts';
import { WindowBacklog } from './window-backlog.ts';

const ramp = (from: number, length: number) => Int16Array.from({ length }, (_, index) => from + index);

describe('WindowBacklog', () => {
  it('windows / come with the end of the one before as context', () => {
    const backlog = new WindowBacklog(4, 2, 100);
    backlog.push(ramp(1, 3));
    expect(backlog.hasWindow).toBe(false);
    backlog.push(ramp(4, 6));
    const target = new Float32Array(6);
    const take = () => ({
      endSample: backlog.takeWindow(target, 0),
      samples: [...target].map((x) => x * 32_768),
    });
    expect(take()).toEqual({ endSample: 4, samples: [0, 0, 1, 2, 3, 4] });
    expect(take()).toEqual({ endSample: 8, samples: [3, 4, 5, 6, 7, 8] });
    expect(backlog.hasWindow).toBe(false);
  });

  it('more than fits / drops the oldest windows and keeps the places right', () => {
    const backlog = new WindowBacklog(4, 2, 12);
    let dropped = 0;
    for (let start = 1; start <= 29; start += 4) dropped += backlog.push(ramp(start, 4));
    expect(dropped).toBe(5);
    expect(backlog.droppedWindows).toBe(5);
    const target = new Float32Array(6);
    expect(backlog.takeWindow(target, 0)).toBe(24);
    expect([...target].map((x) => x * 32_768)).toEqual([19, 20, 21, 22, 23, 24]);
  });
});

/** A network that answers when the test lets it. */
function heldModel() {
  const runs: Array<{ size: number; finish: () => void }> = [];
  class Tensor {
    readonly data: Float32Array;
    readonly dims: readonly number[];
    constructor(_type: string, data: Float32Array, dims: readonly number[]) {
      this.data = data;
      this.dims = dims;
    }
  }
  const run = (feeds: { input: Tensor }, fetches: { output: Tensor }) =>
    new Promise<void>((resolve) => {
      const finish = () => {
        fetches.output.data.fill(0.25);
        resolve();
      };
      runs.push({ size: feeds.input.dims[0] as number, finish });
    });
  const session = { run, release: () => Promise.resolve() };
  return { runs, load: () => Promise.resolve({ onnx: { Tensor }, session } as unknown as SileroModel) };
}

describe('Silero under a virtual clock', () => {
  it('slow network / one run at a time, audio waits, the oldest is dropped and counted', async () => {
    const clock = new VirtualClock();
    const { runs, load } = heldModel();
    const detector = createSileroVoiceActivity({ clock, log: createSilentLog(), load, maxBacklogMs: 320 });
    await detector.start();
    const stream = detector.open(8000);
    const ends: number[] = [];
    stream.onProbability((_, endMs) => ends.push(endMs));
    for (let tick = 0; tick < 100; tick++) {
      stream.push(new Int16Array(160));
      detector.flush();
    }
    expect(runs).toHaveLength(1);
    expect(detector.stats.droppedWindows).toBeGreaterThan(40);
    for (let served = 0; served < runs.length; served++) {
      runs[served]?.finish();
      await clock.advance(0);
    }
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    // 2 s of audio are 62 windows: the first was in hand, the last ones waited, the middle was dropped.
    expect(ends[0]).toBe(32);
    expect(ends.at(-1)).toBe(1984);
    expect(ends.length + detector.stats.droppedWindows).toBe(62);
    const closed = detector.close();
    await closed;
  });

  it('somebody flushes every tick / pushes wait for the tick and share a run', async () => {
    const clock = new VirtualClock();
    const { runs, load } = heldModel();
    const detector = createSileroVoiceActivity({ clock, log: createSilentLog(), load });
    await detector.start();
    const streams = Array.from({ length: 5 }, () => detector.open(8000));
    detector.flush();
    for (const stream of streams) {
      stream.push(new Int16Array(256));
      await clock.advance(1);
    }
    expect(runs).toHaveLength(0);
    detector.flush();
    expect(runs.map(({ size }) => size)).toEqual([5]);
  });

  it('runtime absent / start rejects with what to do', async () => {
    const load = () => Promise.reject(new AppError('provider_missing', 'Run `npm ci`.'));
    const detector = createSileroVoiceActivity({ clock: new VirtualClock(), log: createSilentLog(), load });
    await expect(detector.start()).rejects.toMatchObject({
      code: 'provider_missing',
      message: 'Run `npm ci`.',
    });
    detector.open(8000).push(new Int16Array(800));
    await detector.close();
  });
});
