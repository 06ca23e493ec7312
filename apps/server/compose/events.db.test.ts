import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventJournal } from '@allo/adapters/files';
import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import {
  createCallStore,
  ensureDefaultOrganisation,
  type EventConsumer,
  migrationsFolder,
} from '@allo/business';
import { type CallId, defaultOrgId } from '@allo/contracts';
import type { AlloEvent, OutboxEvent } from '@allo/contracts/events';
import { createIds, createSilentLog, createSystemClock, Lifecycle } from '@allo/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EventFlow, startEventFlow } from './event-flow.ts';
import { isSinkDegraded, startEventSink } from './event-sink.ts';

const clock = createSystemClock();
const ids = createIds(clock);
const log = createSilentLog();

let database: TestDatabase;
let dataDir: string;
let lifecycle: Lifecycle;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'allo-flow-'));
  database = await openTestDatabase({ migrations: migrationsFolder });
  await ensureDefaultOrganisation({ db: database.db, clock });
  lifecycle = new Lifecycle(log);
});
afterEach(async () => {
  await lifecycle.stop(0);
  await database?.dispose();
  await rm(dataDir, { recursive: true, force: true });
});

const startFlow = () =>
  startEventFlow({ database, isRelaying: true, fanOut: null, clock, ids, log, lifecycle });
const storeOf = (flow: EventFlow) => createCallStore({ db: flow.db, clock, ids, log, nodeId: 'n' });
const startSink = (flow: EventFlow) =>
  startEventSink({ dataDir, takesCalls: true, calls: storeOf(flow), clock, log, lifecycle });

function callOf(length: number): AlloEvent[] {
  const callId = ids.uuid() as CallId;
  return Array.from({ length }, (_, index) => {
    const base = {
      id: ids.uuid(),
      orgId: defaultOrgId,
      callId,
      seq: index + 1,
      at: '2026-03-02T09:00:00.000Z',
    };
    return index === 0
      ? {
          ...base,
          type: 'call.initiated',
          data: { direction: 'inbound', wire: 'sip', from: '', to: 'lidia' },
        }
      : { ...base, type: 'call.dtmf_received', data: { digit: '1', atMs: index } };
  });
}

describe('the way of an event', () => {
  it('leads from a running call through the journal to whoever follows, live and later, once and in order', async () => {
    const flow = await startFlow();
    const live: OutboxEvent[] = [];
    const later: string[] = [];
    flow.tail.onEvents((events) => live.push(...events));
    const consumer: EventConsumer = {
      name: 'later',
      topics: ['call-events'],
      begins: 'oldest',
      effect: 'outside',
      handle: (events) => {
        later.push(...events.map(({ id }) => id));
        return Promise.resolve();
      },
    };
    flow.add(consumer);
    const sink = await startSink(flow);
    const events = callOf(30);
    for (const event of events) sink.push(event);
    await expect.poll(() => later.length, { timeout: 10_000 }).toBe(30);
    expect(later).toEqual(events.map(({ id }) => id));
    expect(live.map(({ id }) => id)).toEqual(later);
    expect([flow.isFailing(), isSinkDegraded(sink)]).toEqual([false, false]);
  });
});

describe('startEventSink', () => {
  it('stores what the last run left on disk, leaves the rest of this one there, and keeps others out', async () => {
    const folder = join(dataDir, 'events');
    const left = openEventJournal({ folder, clock, log });
    const events = callOf(6);
    for (const event of events.slice(0, 4)) left.append(event);
    left.close();
    const flow = await startFlow();
    await startSink(flow);
    const callId = events[0]?.callId as CallId;
    expect(await storeOf(flow).events(defaultOrgId, callId)).toHaveLength(4);
    await expect(startSink(flow)).rejects.toMatchObject({ code: 'data_locked' });
    await lifecycle.stop(0);
    expect((await readdir(folder)).filter((name) => name.endsWith('.journal'))).toEqual([]);
  });
});
