import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openEventJournal } from '@allo/adapters/files';
import { type Database, openDatabase } from '@allo/adapters/postgres';
import { type CallId, defaultOrgId, type OrgId } from '@allo/contracts';
import type { AlloEvent, EventData, EventType } from '@allo/contracts/events';
import { createIds, createSilentLog, createSystemClock, VirtualClock } from '@allo/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrationsFolder } from '../migrations/folder.ts';
import { ensureDefaultOrganisation } from '../tenancy/ensure-default-organisation.ts';
import { type CallEventSink, createCallEventSink } from './call-event-sink.ts';
import { createCallStore } from './call-store.ts';

const clock = createSystemClock();
const ids = createIds(clock);
const log = createSilentLog();

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'allo-pushed-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const open = () => openDatabase({ dataDir, databaseUrl: null, clock, log });
const storeOn = ({ db, nodeId }: Database) => createCallStore({ db, clock, ids, log, nodeId });
const journalFiles = async () =>
  (await readdir(join(dataDir, 'events'))).filter((name) => name.endsWith('.journal'));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** A process that takes the events of two calls as fast as it can, and says what it took, until it is killed. */
const program = `
  const { writeSync } = await import('node:fs');
  const { join } = await import('node:path');
  const { openEventJournal } = await import('@allo/adapters/files');
  const { openDatabase } = await import('@allo/adapters/postgres');
  const { createCallEventSink, createCallStore, ensureDefaultOrganisation, migrationsFolder } = await import('@allo/business');
  const { defaultOrgId } = await import('@allo/contracts');
  const { createIds, createSilentLog, createSystemClock } = await import('@allo/kernel');
  const clock = createSystemClock();
  const ids = createIds(clock);
  const log = createSilentLog();
  const dataDir = process.env.PUSHED_DATA_DIR;
  const database = await openDatabase({ dataDir, databaseUrl: null, clock, log });
  await database.migrate(migrationsFolder);
  await ensureDefaultOrganisation({ db: database.db, clock });
  const store = createCallStore({ db: database.db, clock, ids, log, nodeId: database.nodeId });
  const journal = openEventJournal({ folder: join(dataDir, 'events'), clock, log, segmentBytes: 20_000 });
  const sink = createCallEventSink({ append: (org, events) => store.append(org, events), journal, clock, log });
  const calls = [ids.uuid(), ids.uuid()];
  for (let seq = 1; ; seq++) {
    for (const callId of calls) {
      sink.push({
        id: ids.uuid(), orgId: defaultOrgId, callId, seq, at: new Date(clock.wallTime()).toISOString(),
        ...(seq === 1
          ? { type: 'call.initiated', data: { direction: 'inbound', wire: 'sip', from: '', to: 'lidia' } }
          : { type: 'call.dtmf_received', data: { digit: '1', atMs: seq } }),
      });
      writeSync(1, callId + ' ' + seq + '\\n');
    }
    if (seq % 10 === 0) await clock.sleep(1);
  }`;

/** Kills it once it took `count` events; answers the last `seq` it took of each call. */
async function runUntilKilled(count: number): Promise<Map<CallId, number>> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: import.meta.dirname,
    env: { ...process.env, PUSHED_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const taken = new Map<CallId, number>();
  let seen = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const [callId, seq] = line.split(' ');
    taken.set(callId as CallId, Number(seq));
    seen += 1;
    if (seen === count) child.kill('SIGKILL');
  }
  expect((await exited)[1]).toBe('SIGKILL');
  return taken;
}

describe('events that were pushed', () => {
  it('are all there after the process is killed at any moment, each once, before its calls are closed', async () => {
    for (const count of [37, 900, 4000]) {
      const taken = await runUntilKilled(count);
      const database = await open();
      const store = storeOn(database);
      const journal = openEventJournal({ folder: join(dataDir, 'events'), clock, log });
      const sink = createCallEventSink({
        append: (org, events) => store.append(org, events),
        journal,
        clock,
        log,
      });
      expect(await sink.recover(60_000)).toBe(true);
      expect(new Set(await store.recoverInterrupted(() => Promise.resolve()))).toEqual(new Set(taken.keys()));
      for (const [callId, lastSeq] of taken) {
        const events = (await store.events(defaultOrgId, callId)) ?? [];
        expect(events.map(({ seq }) => seq)).toEqual(upTo(events.length));
        expect(events.at(-1)).toMatchObject({ type: 'call.ended', data: { reason: 'interrupted' } });
        // One more may have been taken whose acknowledgement the kill cut off.
        expect([lastSeq + 1, lastSeq + 2]).toContain(events.length);
        const { rows } = await database.pool.query<{ seq: number }>(
          'SELECT seq FROM outbox WHERE call_id = $1 ORDER BY id',
          [callId],
        );
        expect(rows.map(({ seq }) => seq)).toEqual(upTo(events.length));
      }
      sink.close();
      journal.close();
      expect(await journalFiles()).toEqual([]);
      await database.close();
    }
  });

  it('wait on disk while the database is gone for half a minute in mid-call, and arrive once', async () => {
    const time = new VirtualClock();
    let database = await open();
    await database.migrate(migrationsFolder);
    await ensureDefaultOrganisation({ db: database.db, clock });
    let writing = 0;
    const append = async (org: OrgId, events: readonly AlloEvent[]): Promise<void> => {
      writing += 1;
      try {
        await storeOn(database).append(org, events);
      } finally {
        writing -= 1;
      }
    };
    const journal = openEventJournal({
      folder: join(dataDir, 'events'),
      clock: time,
      log,
      segmentBytes: 5000,
    });
    const sink = createCallEventSink({ append, journal, clock: time, log, window: 40 });
    const pass = async (ms: number): Promise<void> => {
      for (let passed = 0; passed < ms; passed += 100) {
        await time.advance(100);
        while (writing > 0) await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const call = callOf(sink);
    call.push('call.initiated', { direction: 'inbound', wire: 'sip', from: '', to: 'lidia' });
    await pass(200);
    expect(sink.status()).toMatchObject({ onDisk: 0, isStalled: false });

    await database.close();
    for (let spoken = 0; spoken < 300; spoken++) {
      call.push('call.dtmf_received', { digit: '5', atMs: spoken });
      await pass(100);
    }
    expect(sink.status()).toMatchObject({ queued: 40, onDisk: 300, dropped: 0, isStalled: true });

    database = await open();
    call.push('call.dtmf_received', { digit: '6', atMs: 301 });
    const onDisk = async () => {
      await pass(500);
      return sink.status().onDisk;
    };
    await expect.poll(onDisk, { timeout: 30_000 }).toBe(0);
    expect(sink.status()).toMatchObject({ queued: 0, onDisk: 0, dropped: 0, refused: 0, isStalled: false });
    const events = (await storeOn(database).events(defaultOrgId, call.callId)) ?? [];
    expect(events.map(({ seq }) => seq)).toEqual(upTo(302));
    const { rows } = await database.pool.query('SELECT count(*)::int AS count FROM outbox');
    expect(rows).toEqual([{ count: 302 }]);
    sink.close();
    journal.close();
    await database.close();
  });

  it('come to the same whatever comes twice, late or in pieces', async () => {
    const database = await open();
    await database.migrate(migrationsFolder);
    await ensureDefaultOrganisation({ db: database.db, clock });
    const store = storeOn(database);
    const told: AlloEvent[] = [];
    const call = callOf({ push: (event) => told.push(event) });
    call.push('call.initiated', { direction: 'inbound', wire: 'sip', from: '', to: 'lidia' });
    for (let digit = 0; digit < 8; digit++)
      call.push('call.dtmf_received', { digit: `${digit}`, atMs: digit });
    const [first, second, third] = [told.slice(0, 3), told.slice(3, 6), told.slice(6)] as const;
    for (const batch of [
      third,
      first,
      [...second, ...second],
      third,
      [...first, ...third],
      told.toReversed(),
    ]) {
      await store.append(defaultOrgId, batch);
    }
    const events = (await store.events(defaultOrgId, call.callId)) ?? [];
    expect(events.map(({ id }) => id)).toEqual(told.map(({ id }) => id));
    const { rows } = await database.pool.query<{ event_id: string }>('SELECT event_id FROM outbox');
    expect(new Set(rows.map((row) => row.event_id))).toEqual(new Set(told.map(({ id }) => id)));
    expect(rows).toHaveLength(told.length);
    await database.close();
  });
});

function callOf(sink: Pick<CallEventSink, 'push'>) {
  const callId = ids.uuid() as CallId;
  let seq = 0;
  return {
    callId,
    push: <T extends EventType>(type: T, data: EventData<T>): void => {
      seq += 1;
      const at = new Date(clock.wallTime()).toISOString();
      sink.push({ id: ids.uuid(), orgId: defaultOrgId, callId, seq, at, type, data } as AlloEvent);
    },
  };
}
