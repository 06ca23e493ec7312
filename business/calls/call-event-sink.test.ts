import type { OrgId } from '@allo/contracts';
import { defaultOrgId } from '@allo/contracts';
import type { AlloEvent, EventType } from '@allo/contracts/events';
import type { EventJournal, JournalEntry, JournalState } from '@allo/contracts/ports';
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

/** A journal in memory that obeys the port: what is settled is gone, what is not can be read again. */
function createMemoryJournal() {
  const kept = new Map<number, AlloEvent>();
  const refused: Array<[number, string]> = [];
  let end = 0;
  let state: JournalState = 'ok';
  let fullness = 0;
  const journal: EventJournal = {
    append: (event) => {
      if (state !== 'ok') return null;
      kept.set(++end, event);
      return end;
    },
    read: ({ after, orgId, limit }) => {
      const found: JournalEntry[] = [...kept]
        .filter(([position, event]) => position > after && (orgId === null || event.orgId === orgId))
        .map(([position, event]) => ({ position, event }));
      const entries = found.slice(0, limit);
      const nextAfter = entries.length < limit ? end : (entries.at(-1)?.position as number);
      return Promise.resolve({ entries, nextAfter });
    },
    settle: (positions) => {
      for (const position of positions) if (!kept.delete(position)) throw new Error('settled twice');
    },
    refuse: (event, code) => refused.push([event.seq, code]),
    get end() {
      return end;
    },
    get fullness() {
      return fullness;
    },
    status: () => ({ state, bytes: 0, waiting: kept.size }),
    close: () => {},
  };
  const left = () => [...kept.values()].map(({ seq }) => seq);
  return {
    journal,
    left,
    refused,
    set: (next: { state?: JournalState; fullness?: number }) => {
      ({ state = state, fullness = fullness } = next);
    },
  };
}

/** A store that does as told, and remembers when it was asked for what. */
function setUp(options: { maxQueued?: number; window?: number; journal?: EventJournal } = {}) {
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
    stored,
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
    expect(sink.status()).toMatchObject({ queued: 0, dropped: 0, isStalled: false });
  });

  it('writes at most 200 at a time, and organisations apart', async () => {
    const { clock, sink, asked } = setUp();
    for (let seq = 1; seq <= 250; seq++) sink.push(event(seq));
    sink.push(event(251, { orgId: 'other' }));
    await clock.advance(100);
    expect(asked.map(({ seqs }) => seqs.length)).toEqual([200, 1, 50]);
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
    expect(sink.status()).toMatchObject({ queued: 5, dropped: 0, isStalled: true });
    setAnswer(() => Promise.resolve());
    await clock.advance(10_000);
    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
    expect(sink.status()).toMatchObject({ queued: 0, dropped: 0, isStalled: false });
  });

  it('loses only the event the database refuses, not its neighbours', async () => {
    const { clock, sink, seqs, setAnswer } = setUp();
    setAnswer((batch) =>
      batch.some(({ seq }) => seq === 3) ? Promise.reject(refused()) : Promise.resolve(),
    );
    for (let seq = 1; seq <= 7; seq++) sink.push(event(seq));
    await clock.advance(100);
    expect(seqs()).toEqual([1, 2, 4, 5, 6, 7]);
    expect(sink.status()).toMatchObject({ queued: 0, dropped: 0, refused: 1, isStalled: false });
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

describe('CallEventSink with a journal', () => {
  it('has every event on disk before push returns, and gives it back when it is stored', async () => {
    const { journal, left } = createMemoryJournal();
    const { clock, sink, seqs } = setUp({ journal });
    for (let seq = 1; seq <= 3; seq++) sink.push(event(seq));
    expect(left()).toEqual([1, 2, 3]);
    await clock.advance(20);
    expect(seqs()).toEqual([1, 2, 3]);
    expect(left()).toEqual([]);
  });

  it('holds a window in memory while the database is away for long, and loses and doubles nothing', async () => {
    const { journal, left } = createMemoryJournal();
    const { clock, sink, seqs, setAnswer } = setUp({ journal, window: 10 });
    setAnswer(() => Promise.reject(away()));
    const count = 5000;
    for (let seq = 1; seq <= count; seq++) {
      sink.push(event(seq));
      if (seq % 100 === 0) await clock.advance(600);
    }
    expect(sink.status()).toMatchObject({ queued: 10, onDisk: count, dropped: 0, isStalled: true });
    setAnswer(() => Promise.resolve());
    const flushed = sink.flush(600_000);
    for (let seq = count + 1; seq <= count + 50; seq++) {
      sink.push(event(seq));
      await clock.advance(500);
    }
    await clock.advance(30_000);
    expect(await flushed).toBe(true);
    expect(seqs()).toEqual(Array.from({ length: count + 50 }, (_, index) => index + 1));
    expect(left()).toEqual([]);
  });

  it('lets no organisation wait for another whose events the database does not take', async () => {
    const { journal, left } = createMemoryJournal();
    const { clock, sink, stored, setAnswer } = setUp({ journal, window: 5, maxQueued: 20 });
    setAnswer((batch) => (batch[0]?.orgId === 'stuck' ? Promise.reject(away()) : Promise.resolve()));
    for (let seq = 1; seq <= 60; seq++) {
      sink.push(event(seq, { orgId: 'stuck' }));
      sink.push(event(seq, { orgId: 'sound' }));
      await clock.advance(50);
    }
    expect(stored.map(({ orgId }) => orgId)).toEqual(Array.from({ length: 60 }, () => 'sound'));
    expect(left()).toHaveLength(60);
    expect(sink.status()).toMatchObject({ queued: 5, dropped: 0 });
  });

  it('stores at start what the last process left, before anything else, and says when it could not', async () => {
    const { journal, left } = createMemoryJournal();
    for (let seq = 1; seq <= 2500; seq++) journal.append(event(seq, { orgId: seq % 2 ? 'a' : 'b' }));
    const { clock, sink, stored, setAnswer } = setUp({ journal, window: 100 });
    setAnswer(() => Promise.reject(away()));
    const early = sink.recover(1000);
    await clock.advance(1000);
    expect(await early).toBe(false);
    setAnswer(() => Promise.resolve());
    await clock.advance(60_000);
    for (const orgId of ['a', 'b']) {
      const seqs = stored.filter((one) => one.orgId === orgId).map(({ seq }) => seq);
      expect(seqs).toEqual(Array.from({ length: 1250 }, (_, index) => 2 * index + (orgId === 'a' ? 1 : 2)));
    }
    expect(left()).toEqual([]);
    expect(await sink.recover(1000)).toBe(true);
  });

  it('puts a refused event aside with its code and goes on', async () => {
    const { journal, refused: putAside, left } = createMemoryJournal();
    const { clock, sink, seqs, setAnswer } = setUp({ journal });
    setAnswer((batch) =>
      batch.some(({ seq }) => seq === 3) ? Promise.reject(refused()) : Promise.resolve(),
    );
    for (let seq = 1; seq <= 7; seq++) sink.push(event(seq));
    await clock.advance(100);
    expect(seqs()).toEqual([1, 2, 4, 5, 6, 7]);
    expect(putAside).toEqual([[3, '22P02']]);
    expect(left()).toEqual([]);
  });

  it('goes on from memory while the disk refuses, and says so', async () => {
    const { journal, left, set } = createMemoryJournal();
    const { clock, sink, seqs } = setUp({ journal });
    sink.push(event(1));
    set({ state: 'failing' });
    sink.push(event(2));
    expect(sink.status()).toMatchObject({ journal: 'failing', queued: 2, onDisk: 1, dropped: 0 });
    await clock.advance(20);
    expect(seqs()).toEqual([1, 2]);
    expect(left()).toEqual([]);
  });

  it('spends the last quarter of the disk on what a call cannot be understood without', () => {
    const { journal, left, set } = createMemoryJournal();
    const { sink, setAnswer } = setUp({ journal, maxQueued: 2, window: 2 });
    setAnswer(() => Promise.reject(away()));
    for (let seq = 1; seq <= 3; seq++) sink.push(event(seq));
    set({ fullness: 0.8 });
    sink.push(event(4, { type: 'agent.step_entered' }));
    sink.push(event(5));
    expect(left()).toEqual([1, 2, 3, 5]);
    expect(sink.status().dropped).toBe(1);
  });

  it('leaves what comes after close to the next start', async () => {
    const { journal, left } = createMemoryJournal();
    const { clock, sink, asked } = setUp({ journal });
    sink.push(event(1));
    sink.close();
    sink.push(event(2));
    await clock.advance(1000);
    expect(asked).toEqual([]);
    expect(left()).toEqual([1, 2]);
    expect(sink.status().dropped).toBe(0);
  });
});
