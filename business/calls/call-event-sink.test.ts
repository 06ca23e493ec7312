import type { OrgId } from '@allo/contracts';
import { defaultOrgId } from '@allo/contracts';
import type { AlloEvent, EventType } from '@allo/contracts/events';
import { createSilentLog, VirtualClock } from '@allo/kernel';
import { describe, expect, it } from 'vitest';
import { createCallEventSink } from './call-event-sink.ts';

function event(
  seq: number,
  more: Partial<Pick<AlloEvent, 'orgId' | 'callId'>> & { type?: EventType } = {},
): AlloEvent {
  const base = { id: `e${seq}`, orgId: defaultOrgId, callId: 'c1', at: '2026-03-02T09:00:00Z' };
  return { ...base, type: 'call.dtmf_received', data: { digit: '1', atMs: 0 }, ...more, seq } as AlloEvent;
}

const away = () =>
  Object.assign(new Error('query'), { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) });
const refused = () =>
  Object.assign(new Error('query'), { cause: Object.assign(new Error(), { code: '22P02' }) });

/** A store that does as told, and remembers when it was asked for what. */
function setUp(options: { maxQueued?: number } = {}) {
  const clock = new VirtualClock();
  const asked: Array<{ atMs: number; seqs: number[] }> = [];
  const stored: AlloEvent[] = [];
  let answer: (batch: readonly AlloEvent[]) => Promise<void> = () => Promise.resolve();
  const sink = createCallEventSink({
    append: async (_orgId: OrgId, batch) => {
      asked.push({ atMs: clock.now(), seqs: batch.map(({ seq }) => seq) });
      await answer(batch);
      stored.push(...batch);
    },
    clock,
    log: createSilentLog(),
    ...options,
  });
  return {
    clock,
    sink,
    asked,
    seqs: () => stored.map(({ seq }) => seq),
    setAnswer: (next: typeof answer) => {
      answer = next;
    },
  };
}

describe('CallEventSink', () => {
  it('gathers a burst into one write and keeps the order', async () => {
    const { clock, sink, asked } = setUp();
    for (let seq = 1; seq <= 150; seq++) sink.push(event(seq));
    expect(asked).toEqual([]);
    await clock.advance(20);
    expect(asked).toEqual([{ atMs: 20, seqs: Array.from({ length: 150 }, (_, index) => index + 1) }]);
    expect(sink.status()).toEqual({ queued: 0, dropped: 0, isStalled: false });
  });

  it('writes at most 200 at a time, and organisations apart', async () => {
    const { clock, sink, asked } = setUp();
    for (let seq = 1; seq <= 250; seq++) sink.push(event(seq));
    sink.push(event(251, { orgId: 'other' }));
    await clock.advance(100);
    expect(asked.map(({ seqs }) => seqs.length)).toEqual([200, 50, 1]);
  });

  it('never writes twice at once, and takes events meanwhile', async () => {
    const { clock, sink, asked, setAnswer } = setUp();
    let finish = () => {};
    setAnswer(() => new Promise((resolve) => (finish = resolve)));
    sink.push(event(1));
    await clock.advance(20);
    sink.push(event(2));
    await clock.advance(1000);
    expect(asked).toHaveLength(1);
    finish();
    await clock.advance(20);
    expect(asked.map(({ seqs }) => seqs)).toEqual([[1], [2]]);
  });

  it('keeps everything while the database is away and asks again at growing intervals', async () => {
    const { clock, sink, asked, seqs, setAnswer } = setUp();
    setAnswer(() => Promise.reject(away()));
    sink.push(event(1));
    await clock.advance(10_000);
    for (let seq = 2; seq <= 5; seq++) sink.push(event(seq));
    expect(asked.map(({ atMs }) => atMs)).toEqual([20, 270, 770, 1770, 3770, 7770]);
    expect(sink.status()).toEqual({ queued: 5, dropped: 0, isStalled: true });
    setAnswer(() => Promise.resolve());
    await clock.advance(10_000);
    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
    expect(sink.status()).toEqual({ queued: 0, dropped: 0, isStalled: false });
  });

  it('loses only the event the database refuses, not its neighbours', async () => {
    const { clock, sink, seqs, setAnswer } = setUp();
    setAnswer((batch) =>
      batch.some(({ seq }) => seq === 3) ? Promise.reject(refused()) : Promise.resolve(),
    );
    for (let seq = 1; seq <= 7; seq++) sink.push(event(seq));
    await clock.advance(100);
    expect(seqs()).toEqual([1, 2, 4, 5, 6, 7]);
    expect(sink.status()).toEqual({ queued: 0, dropped: 1, isStalled: false });
  });

  it('drops details at three quarters of its memory and anything at its end', async () => {
    const { clock, sink, seqs, setAnswer } = setUp({ maxQueued: 8 });
    setAnswer(() => Promise.reject(away()));
    for (let seq = 1; seq <= 12; seq++) sink.push(event(seq, seq % 2 ? {} : { type: 'agent.step_entered' }));
    expect(sink.status()).toMatchObject({ queued: 8, dropped: 4 });
    setAnswer(() => Promise.resolve());
    await clock.advance(1000);
    expect(seqs()).toEqual([1, 2, 3, 4, 5, 6, 7, 9]);
  });

  it('flush waits for what was taken, but no longer than told', async () => {
    const { clock, sink, setAnswer } = setUp();
    expect(await sink.flush(1000)).toBe(true);
    sink.push(event(1));
    const flushed = sink.flush(1000);
    await clock.advance(20);
    expect(await flushed).toBe(true);
    setAnswer(() => Promise.reject(away()));
    sink.push(event(2));
    const late = sink.flush(1000);
    await clock.advance(1000);
    expect(await late).toBe(false);
  });

  it('writes nothing after close', async () => {
    const { clock, sink, asked } = setUp();
    sink.push(event(1));
    sink.close();
    sink.close();
    sink.push(event(2));
    await clock.advance(1000);
    expect(asked).toEqual([]);
  });
});
