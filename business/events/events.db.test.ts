import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { defaultOrgId, type OrgId } from '@allo/contracts';
import type { OutboxEvent, PlatformEvent } from '@allo/contracts/events';
import { createIds, createSilentLog, createSystemClock, VirtualClock } from '@allo/kernel';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db, TenantDatabase } from '../deps.ts';
import { migrationsFolder } from '../migrations/folder.ts';
import { eventConsumers, eventStream, organisations, outbox } from '../schema/index.ts';
import { ensureDefaultOrganisation } from '../tenancy/ensure-default-organisation.ts';
import { otherOrganisation } from '../tenancy/testing.ts';
import { type EventConsumer, runEventConsumer } from './event-consumer.ts';
import { createEventRelay, type EventRelay, type EventRelayOptions } from './event-relay.ts';
import { openEventTail } from './event-tail.ts';
import { readEvents } from './read-events.ts';
import { replay } from './replay.ts';
import { tellOf } from './tell-of.ts';
import { announcing } from './told-transactions.ts';
import { trimEvents } from './trim-events.ts';

const clock = createSystemClock();
const ids = createIds(clock);
const log = createSilentLog();
const otherOrgId = '00000000-0000-7000-8000-000000000002' as OrgId;
const closing: Array<() => Promise<void>> = [];

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  await ensureDefaultOrganisation({ db: database.db, clock });
  await database.owner.insert(organisations).values(otherOrganisation(otherOrgId));
});
afterAll(() => database?.dispose());
beforeEach(async () => {
  await database.owner.delete(outbox);
  await database.owner.delete(eventConsumers);
  await database.owner.update(eventStream).set({ position: 0, trimmed: 0, leader: null });
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function balanceLow(number: number): PlatformEvent {
  const data = { balanceKopecks: number, thresholdKopecks: 0 };
  return { id: ids.uuid(), at: '2026-03-02T09:00:00.000Z', type: 'billing.balance_low', callId: null, data };
}
const numberOf = (event: OutboxEvent) => (event.data as { balanceKopecks: number }).balanceKopecks;
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

const tell = (numbers: number[], orgId = defaultOrgId, db: TenantDatabase = database.db) =>
  db.inOrganisation(orgId, (tx) => tellOf(tx, orgId, numbers.map(balanceLow)));

function startRelay(options: Partial<EventRelayOptions> = {}): EventRelay {
  const relay = createEventRelay({ db: database.db, clock, log, name: 'test', isAlone: true, ...options });
  closing.push(() => relay.close());
  return relay;
}

/** Places everything told so far, once. */
async function placeAll(): Promise<void> {
  const relay = startRelay();
  await expect
    .poll(async () => (await database.owner.select().from(outbox)).filter((row) => row.position === null))
    .toEqual([]);
  await relay.close();
}

function start(consumer: EventConsumer) {
  const loop = runEventConsumer({ db: database.db, clock, log, consumer, mayRun: () => true });
  closing.push(() => loop.close());
  return loop;
}

describe('tellOf', () => {
  it('tells if and only if the transaction commits, and of one id once', async () => {
    const event = balanceLow(1);
    const failing = database.db.inOrganisation(defaultOrgId, async (tx) => {
      await tellOf(tx, defaultOrgId, [event]);
      throw new Error('not today');
    });
    await expect(failing).rejects.toThrow('not today');
    expect(await database.owner.select().from(outbox)).toEqual([]);
    const counts: number[] = [];
    for (let time = 0; time < 3; time++) {
      counts.push(
        await database.db.inOrganisation(defaultOrgId, (tx) => tellOf(tx, defaultOrgId, [event, event])),
      );
    }
    expect(counts).toEqual([1, 0, 0]);
  });

  it('routes each event to its topic and key', async () => {
    const call = { orgId: defaultOrgId, callId: ids.uuid(), seq: 1, at: '2026-03-02T09:00:00.000Z' };
    const data = { toolCallId: 'x', toolName: 'y' };
    await database.db.inOrganisation(defaultOrgId, (tx) =>
      tellOf(tx, defaultOrgId, [
        { ...call, id: ids.uuid(), type: 'call.answered', data: { setupMs: 1 } },
        { ...call, id: ids.uuid(), type: 'agent.response_ready', data: { turn: 't', text: 'a\u0000\ud800' } },
        { ...call, id: ids.uuid(), type: 'tool.started', data, agentId: 'lidia' },
        balanceLow(1),
        {
          id: ids.uuid(),
          at: call.at,
          callId: null,
          type: 'agent.published',
          data: { agentId: 'lidia', agentName: 'Лидия', version: 2 },
        },
        {
          id: ids.uuid(),
          at: call.at,
          callId: null,
          type: 'webhook.disabled',
          data: { webhookId: 'w', reason: 'r' },
        },
      ]),
    );
    const rows = await database.owner.select().from(outbox).orderBy(outbox.id);
    expect(rows.map(({ topic, key, callId, seq }) => [topic, key, callId, seq])).toEqual([
      ['call-events', defaultOrgId, call.callId, 1],
      ['agent-events', call.callId, call.callId, 1],
      ['tool-events', 'lidia', call.callId, 1],
      ['billing-events', defaultOrgId, null, null],
      ['agent-events', 'lidia', null, null],
      ['platform-events', defaultOrgId, null, null],
    ]);
    expect(rows[1]?.payload).toEqual({ turn: 't', text: 'a\ufffd' });
  });

  it('cannot tell for another organisation, nor change what was told', async () => {
    const foreign = database.db.inOrganisation(otherOrgId, (tx) => tellOf(tx, defaultOrgId, [balanceLow(1)]));
    await expect(foreign).rejects.toMatchObject({ cause: { code: '42501' } });
    await tell([1]);
    for (const work of [
      (tx: Db) => tx.update(outbox).set({ position: 7 }),
      (tx: Db) => tx.delete(outbox),
      (tx: Db) => tx.update(eventStream).set({ position: 7 }),
    ]) {
      await expect(database.db.inOrganisation(defaultOrgId, work)).rejects.toMatchObject({
        cause: { code: '42501' },
      });
    }
  });

  it('wakes whoever waits for the commit, and nobody for a transaction that told of nothing', async () => {
    let told = 0;
    const db = announcing(database.db, () => told++);
    await db.inOrganisation(defaultOrgId, (tx) => tx.select().from(outbox));
    expect(told).toBe(0);
    await tell([1], defaultOrgId, db);
    expect(told).toBe(1);
  });
});

describe('the relay', () => {
  it('gives positions without gaps, in the order of each key, to what many tell at once', async () => {
    const relay = startRelay();
    const seen: OutboxEvent[] = [];
    relay.onPlaced((events) => seen.push(...events));
    const db = announcing(database.db, () => relay.wake());
    const write = async (orgId: OrgId, from: number) => {
      for (let number = from; number < from + 60; number += 3) {
        await tell([number, number + 1, number + 2], orgId, db);
      }
    };
    await Promise.all([write(defaultOrgId, 1), write(otherOrgId, 1), write(defaultOrgId, 1001)]);
    await expect.poll(() => seen.length).toBe(180);
    expect(seen.map(({ position }) => position)).toEqual(upTo(180));
    for (const orgId of [defaultOrgId, otherOrgId]) {
      const rows = await database.owner
        .select()
        .from(outbox)
        .where(eq(outbox.orgId, orgId))
        .orderBy(outbox.id);
      const told = seen.filter((event) => event.orgId === orgId);
      expect(told.map(({ id }) => id)).toEqual(rows.map(({ eventId }) => eventId));
    }
    const numbers = seen.filter((event) => event.orgId === otherOrgId).map(numberOf);
    expect(numbers).toEqual(upTo(60));
  });

  // One connection serves everybody on the embedded one: nobody can overtake.
  it.runIf(process.env.DATABASE_URL_TEST)(
    'places nothing of a key before an older event of it that is not committed yet, and lets other keys pass',
    async () => {
      const placed: OutboxEvent[] = [];
      startRelay().onPlaced((events) => placed.push(...events));
      const begun = Promise.withResolvers<void>();
      const held = Promise.withResolvers<void>();
      const first = database.db.inOrganisation(defaultOrgId, async (tx) => {
        await tellOf(tx, defaultOrgId, [balanceLow(1)]);
        begun.resolve();
        await held.promise;
      });
      await begun.promise;
      const second = tell([2]);
      await tell([3], otherOrgId);
      await tell([4], otherOrgId);
      await expect.poll(() => placed.map(numberOf), { timeout: 10_000 }).toEqual([3, 4]);
      held.resolve();
      await Promise.all([first, second]);
      await expect.poll(() => placed.map(numberOf), { timeout: 10_000 }).toEqual([3, 4, 1, 2]);
    },
  );

  it('is taken over when its process gives no sign, and by the clock of no machine', async () => {
    const time = new VirtualClock();
    let asking = 0;
    const db = {
      ...database.db,
      acrossOrganisations: async <T>(why: string, work: (tx: never) => Promise<T>) => {
        asking += 1;
        try {
          return await database.db.acrossOrganisations(why, work as never);
        } finally {
          asking -= 1;
        }
      },
    } as typeof database.db;
    const wait = async (relay: EventRelay, ms: number) => {
      for (let passed = 0; passed < ms; passed += 500) {
        await time.advance(500);
        while (asking > 0) await new Promise((resolve) => setImmediate(resolve));
      }
      return relay.isLeader;
    };
    await database.owner.update(eventStream).set({ leader: 'dead', beat: 7 });
    const heir = startRelay({ db, clock: time, name: 'heir', isAlone: false });
    expect(await wait(heir, 3000)).toBe(false);
    await database.owner.update(eventStream).set({ beat: 8 });
    expect(await wait(heir, 3000)).toBe(false);
    expect(await wait(heir, 6000)).toBe(true);
    await database.owner.update(eventStream).set({ leader: 'rival' });
    await tell([1]);
    expect(await wait(heir, 1500)).toBe(false);
    expect((await database.owner.select().from(outbox))[0]?.position).toBeNull();
  });

  it('leads at once where the one before left in good order', async () => {
    const first = startRelay({ name: 'first', isAlone: false });
    await expect.poll(() => first.isLeader).toBe(true);
    await first.close();
    const second = startRelay({ name: 'second', isAlone: false });
    await expect.poll(() => second.isLeader, { timeout: 1500 }).toBe(true);
  });
});

describe('a consumer', () => {
  it('whose effect is in the database works exactly once, however often it fails', async () => {
    await tell(upTo(50));
    await placeAll();
    await database.owner.execute(sql`CREATE TABLE effects (number int NOT NULL)`);
    await database.owner.execute(sql`GRANT ALL ON effects TO allo_system`);
    const failed = new Set<number>();
    start({
      name: 'counting',
      topics: null,
      begins: 'oldest',
      effect: 'database',
      handle: async (tx, events) => {
        for (const number of events.map(numberOf)) {
          await tx.execute(sql`INSERT INTO effects VALUES (${number})`);
          if (number % 20 !== 7 || failed.has(number)) continue;
          failed.add(number);
          throw new Error('after the effect');
        }
      },
    });
    const effects = async () =>
      (await database.owner.execute<{ number: number }>(sql`SELECT number FROM effects`)).rows.map(
        ({ number }) => number,
      );
    await expect.poll(async () => (await effects()).length, { timeout: 10_000 }).toBe(50);
    expect((await effects()).sort((a, b) => a - b)).toEqual(upTo(50));
    expect(failed).toEqual(new Set([7, 27, 47]));
  });

  it('whose effect is outside gets everything at least once and in order, and only its topics', async () => {
    await tell(upTo(5));
    await database.db.inOrganisation(defaultOrgId, (tx) =>
      tellOf(tx, defaultOrgId, [
        {
          id: ids.uuid(),
          at: '2026-03-02T09:00:00.000Z',
          callId: null,
          type: 'webhook.disabled',
          data: { webhookId: 'w', reason: 'r' },
        },
      ]),
    );
    await tell([6]);
    await placeAll();
    const got: number[] = [];
    let isBroken = true;
    start({
      name: 'outside',
      topics: ['billing-events'],
      begins: 'oldest',
      effect: 'outside',
      handle: (events) => {
        got.push(...events.map(numberOf));
        if (!isBroken) return Promise.resolve();
        isBroken = false;
        return Promise.reject(new Error('the answer was lost'));
      },
    });
    await expect.poll(() => got.at(-1) === 6 && got.length > 6, { timeout: 5000 }).toBe(true);
    expect(got.slice(0, 6)).toEqual(upTo(6));
    expect(got.slice(6)).toEqual(upTo(6));
    const position = async () => (await database.owner.select().from(eventConsumers))[0]?.position;
    await expect.poll(position).toBe(7);
  });

  it('begins where it left off, or where it is told to', async () => {
    await tell(upTo(10));
    await placeAll();
    const got: number[] = [];
    const consumer: EventConsumer = {
      name: 'again',
      topics: null,
      begins: 'oldest',
      effect: 'outside',
      handle: (events) => {
        got.push(...events.map(numberOf));
        return Promise.resolve();
      },
    };
    await expect(replay(database, 'again', 0)).rejects.toMatchObject({ code: 'not_found' });
    const first = start(consumer);
    await expect.poll(async () => (await database.owner.select().from(eventConsumers))[0]?.position).toBe(10);
    await first.close();
    await tell([11]);
    await placeAll();
    const second = start(consumer);
    await expect.poll(() => got.length).toBe(11);
    await replay(database, 'again', 8);
    second.wake();
    await expect.poll(() => got.slice(11)).toEqual([9, 10, 11]);
    await expect(replay(database, 'again', 12)).rejects.toMatchObject({ code: 'gone' });
  });

  it('that is new begins with what comes now when it wants no history', async () => {
    await tell(upTo(3));
    await placeAll();
    const got: number[] = [];
    const loop = start({
      name: 'newcomer',
      topics: null,
      begins: 'now',
      effect: 'outside',
      handle: (events) => {
        got.push(...events.map(numberOf));
        return Promise.resolve();
      },
    });
    await expect.poll(async () => (await database.owner.select().from(eventConsumers)).length).toBe(1);
    await tell([4]);
    await placeAll();
    loop.wake();
    await expect.poll(() => got).toEqual([4]);
  });
});

describe('readEvents', () => {
  it('pages through the events of one organisation alone, by topic if wanted', async () => {
    for (let number = 1; number <= 6; number++) {
      await tell([number]);
      await tell([-number], otherOrgId);
    }
    await tell([99]);
    const query = { orgId: defaultOrgId, limit: 4 };
    expect(await readEvents(database, { ...query, after: 0 })).toEqual({ items: [], nextAfter: 0 });
    await placeAll();
    const got: number[] = [];
    let after = 0;
    for (let page = 0; page < 2; page++) {
      const { items, nextAfter } = await readEvents(database, { ...query, after });
      got.push(...items.map(numberOf));
      after = nextAfter;
    }
    expect(got).toEqual([1, 2, 3, 4, 5, 6, 99]);
    expect(after).toBe(13);
    expect((await readEvents(database, { ...query, after: 0, topics: ['call-events'] })).items).toEqual([]);
    await expect(readEvents(database, { ...query, after: 14 })).rejects.toMatchObject({ code: 'gone' });
  });
});

describe('trimEvents', () => {
  it('removes what is older than seven days and passed by every consumer, and says that it is gone', async () => {
    await tell(upTo(6));
    await placeAll();
    await database.owner.execute(
      sql`UPDATE outbox SET created_at = now() - make_interval(days => 8) WHERE position <= 4`,
    );
    await database.owner.insert(eventConsumers).values([
      { name: 'slow', position: 2 },
      { name: 'no longer run', position: 0 },
    ]);
    expect(await trimEvents(database, ['slow'])).toBe(2);
    await database.owner.update(eventConsumers).set({ position: 6 }).where(eq(eventConsumers.name, 'slow'));
    expect(await trimEvents(database, ['slow'])).toBe(2);
    expect(await trimEvents(database, ['slow'])).toBe(0);
    const read = (after: number) => readEvents(database, { orgId: defaultOrgId, after, limit: 10 });
    expect((await read(4)).items.map(numberOf)).toEqual([5, 6]);
    expect((await read(0)).items.map(numberOf)).toEqual([5, 6]);
    await expect(read(3)).rejects.toMatchObject({ code: 'gone' });
    await expect(replay(database, 'slow', 1)).rejects.toMatchObject({ code: 'gone' });
  });
});

describe('the tail', () => {
  it('tells every event once and in order, whether it is given or read', async () => {
    await tell([1]);
    await placeAll();
    const tail = await openEventTail({ db: database.db, clock, log });
    closing.push(() => tail.close());
    const got: number[] = [];
    tail.onEvents((events) => got.push(...events.map(numberOf)));
    const relay = startRelay();
    const db = announcing(database.db, () => relay.wake());
    let offered = 0;
    // Every second batch does not reach it, as when another process relays.
    relay.onPlaced((events) => {
      if (offered++ % 2 === 0) tail.offer(events);
    });
    for (let number = 2; number <= 40; number++) await tell([number], defaultOrgId, db);
    await expect.poll(() => got.length, { timeout: 5000 }).toBe(39);
    expect(got).toEqual(upTo(40).slice(1));
    expect(tail.position).toBe(40);
  });
});
