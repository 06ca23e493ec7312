import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { AlloEvent } from '@allo/contracts/events';
import type { EventJournal } from '@allo/contracts/ports';
import { createSilentLog, VirtualClock } from '@allo/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EventJournalOptions, openEventJournal } from './event-journal.ts';

let folder: string;
const opened: EventJournal[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'allo-journal-'));
});
afterEach(async () => {
  for (const journal of opened.splice(0)) journal.close();
  await rm(folder, { recursive: true, force: true });
});

const clock = new VirtualClock();
function open(options: Partial<EventJournalOptions> = {}): EventJournal {
  const journal = openEventJournal({ folder, clock, log: createSilentLog(), ...options });
  opened.push(journal);
  return journal;
}

function event(seq: number, orgId = 'a'): AlloEvent {
  const data = { turn: 't1', text: `слово ${seq}` };
  return { id: `e${seq}`, orgId, callId: 'c', seq, at: '', type: 'agent.response_ready', data };
}

async function seqsIn(journal: EventJournal, orgId: string | null = null): Promise<number[]> {
  const { entries } = await journal.read({ after: 0, orgId, limit: 1_000_000 });
  return entries.map((entry) => entry.event.seq);
}
const filesLeft = async () => (await readdir(folder)).filter((name) => name.endsWith('.journal')).sort();

describe('EventJournal', () => {
  it('keeps what was appended for the next that opens it, in order and whole', async () => {
    const journal = open();
    for (let seq = 1; seq <= 300; seq++) journal.append(event(seq));
    const { entries } = await open().read({ after: 0, orgId: null, limit: 1000 });
    expect(entries.map((entry) => entry.event)).toEqual(
      Array.from({ length: 300 }, (_, index) => event(index + 1)),
    );
  });

  it('is read page by page, from the middle, and one organisation at a time', async () => {
    const journal = open({ segmentBytes: 500 });
    const positions: Array<number | null> = [];
    for (let seq = 1; seq <= 40; seq++) positions.push(journal.append(event(seq, seq % 4 === 0 ? 'b' : 'a')));
    const pages: number[][] = [];
    for (let after = 0; after < journal.end; ) {
      const page = await journal.read({ after, orgId: 'b', limit: 3 });
      pages.push(page.entries.map((entry) => entry.event.seq));
      after = page.nextAfter;
    }
    expect(pages).toEqual([[4, 8, 12], [16, 20, 24], [28, 32, 36], [40]]);
    const rest = await journal.read({ after: positions[29] as number, orgId: null, limit: 100 });
    expect(rest.entries.map(({ position }) => position)).toEqual(positions.slice(30));
  });

  it('gives back a file when everything in it is settled, in whatever order, and at rest all of them', async () => {
    const journal = open({ segmentBytes: 500 });
    const positions = Array.from({ length: 40 }, (_, index) => journal.append(event(index)) as number);
    const before = await filesLeft();
    journal.settle(positions.slice(10, 30).toReversed());
    const between = await filesLeft();
    expect(between.length).toBeLessThan(before.length);
    expect(between).toContain(before[0]);
    journal.settle([...positions.slice(30), ...positions.slice(0, 10)]);
    await clock.advance(1000);
    expect(await filesLeft()).toEqual([]);
    expect(journal.status()).toEqual({ state: 'ok', bytes: 0, waiting: 0 });
    expect(journal.append(event(99))).toBeGreaterThan(positions.at(-1) as number);
    expect(await seqsIn(journal)).toEqual([99]);
  });

  it.each([1, 7, 8, 9, 40])('passes over a record cut %i bytes short, and nothing else', async (cut) => {
    const journal = open();
    for (let seq = 1; seq <= 5; seq++) journal.append(event(seq));
    const [name] = await filesLeft();
    await truncate(join(folder, name as string), journal.end - cut);
    const next = open();
    expect(await seqsIn(next)).toEqual([1, 2, 3, 4]);
    expect(next.status().waiting).toBe(4);
    next.append(event(6));
    expect(await seqsIn(open())).toEqual([1, 2, 3, 4, 6]);
  });

  it('passes over damage in the middle, a tail of zeros, and a file of nothing but rubbish', async () => {
    const journal = open();
    const positions = [1, 2, 3, 4].map((seq) => journal.append(event(seq)) as number);
    const path = join(folder, (await filesLeft())[0] as string);
    const bytes = await readFile(path);
    bytes.fill(0xff, (positions[0] as number) + 20, (positions[0] as number) + 24);
    await writeFile(path, Buffer.concat([bytes, Buffer.alloc(4096)]));
    await writeFile(join(folder, '0000000000999999.journal'), Buffer.from('{"not":"a record"}'.repeat(20)));
    expect(await seqsIn(open())).toEqual([1, 3, 4]);
  });

  it('takes nothing beyond its budget, says so, and goes on when there is room again', async () => {
    const journal = open({ maxBytes: 2000, segmentBytes: 500 });
    const taken: number[] = [];
    for (let seq = 1; seq <= 30; seq++) {
      const position = journal.append(event(seq));
      if (position !== null) taken.push(position);
    }
    expect(taken.length).toBeGreaterThan(5);
    expect(taken.length).toBeLessThan(30);
    expect(journal.status().state).toBe('full');
    expect(journal.fullness).toBeLessThanOrEqual(1);
    journal.settle(taken.slice(0, 6));
    expect(journal.append(event(31))).not.toBeNull();
    expect(journal.status().state).toBe('ok');
  });

  it('says that the disk refuses, keeps what it has, and tries again after a second', async () => {
    const journal = open({ segmentBytes: 1 });
    journal.append(event(1));
    await writeFile(join(folder, `${String(journal.end).padStart(16, '0')}.journal`), 'in the way');
    expect(journal.append(event(2))).toBeNull();
    expect(journal.status()).toMatchObject({ state: 'failing', waiting: 1 });
    await rm(join(folder, `${String(journal.end).padStart(16, '0')}.journal`));
    expect(journal.append(event(3))).toBeNull();
    await clock.advance(1000);
    expect(journal.append(event(4))).not.toBeNull();
    expect(await seqsIn(journal)).toEqual([1, 4]);
  });

  it('puts refused events aside with what was wrong, where only the owner reads', async () => {
    open().refuse(event(7), '22P02');
    const lines = (await readFile(join(folder, 'refused.jsonl'), 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { code: '22P02', event: { seq: 7, type: 'agent.response_ready' } },
    ]);
  });

  it('loses nothing that a killed process had pushed', async () => {
    const program = `
      const { writeSync } = await import('node:fs');
      const { openEventJournal } = await import(${JSON.stringify(new URL('./event-journal.ts', import.meta.url))});
      const { createSilentLog, createSystemClock } = await import('@allo/kernel');
      const journal = openEventJournal({ folder: process.env.JOURNAL, clock: createSystemClock(), log: createSilentLog(), segmentBytes: 20000 });
      for (let seq = 1; ; seq++) {
        journal.append({ id: 'e', orgId: 'a', callId: 'c', seq, at: '', type: 'agent.response_ready', data: { turn: 't', text: 'слово'.repeat(seq % 50) } });
        writeSync(1, seq + '\\n');
      }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      cwd: import.meta.dirname,
      env: { ...process.env, JOURNAL: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    let acknowledged = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged = Number(line);
      if (acknowledged === 2500) child.kill('SIGKILL');
    }
    await exited;
    const seqs = await seqsIn(open());
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    // One more may have been written whose acknowledgement the kill cut off.
    expect([acknowledged, acknowledged + 1]).toContain(seqs.length);
    expect(acknowledged).toBeGreaterThanOrEqual(2500);
  });

  it('refuses a folder that cannot be, in one line', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(() => open({ folder: join(folder, 'file', 'events') })).toThrow(/cannot be opened \(ENOTDIR\)/);
  });
});
