import { appendFileSync, writeSync } from 'node:fs';
import { createKafkaEventBus } from '@allo/adapters/kafka';
import { openDatabase } from '@allo/adapters/postgres';
import {
  announcing,
  createBusConsumer,
  createEventRelay,
  type EventConsumer,
  placedChannel,
  runEventConsumer,
  tellOf,
  type Told,
  toldChannel,
} from '@allo/business';
import type { OrgId } from '@allo/contracts';
import type { OutboxEvent } from '@allo/contracts/events';
import { createIds, createLog, createSystemClock, createSystemRandom } from '@allo/kernel';
import { sql } from 'drizzle-orm';
import { kafkaConnection } from './kafka-connection.ts';
import type { TortureBatch, TortureOrder } from './torture-order.ts';

/**
 * A process of the outbox torture, made to be killed: it writes, or relays and consumes, or both. It says what it does
 * in lines on its standard output, each before it does the next thing.
 */
const order = JSON.parse(process.argv[2] as string) as TortureOrder;
const clock = createSystemClock();
const ids = createIds(clock);
const random = createSystemRandom();
const log = createLog({ level: order.logLevel });
const say = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`);

const database = await openDatabase({ dataDir: order.dataDir, databaseUrl: order.databaseUrl, clock, log });
const relay = order.relays
  ? createEventRelay({
      db: database.db,
      clock,
      log,
      name: `${process.pid}`,
      isAlone: database.kind === 'embedded',
    })
  : null;
const db = announcing(database.db, () => relay?.wake());

if (relay) {
  const consumers = [inDatabase(), outside()];
  if (order.kafka) {
    consumers.push(createBusConsumer(createKafkaEventBus({ ...kafkaConnection(order.kafka), clock, log })));
  }
  const loops = consumers.map((consumer) =>
    runEventConsumer({ db, clock, log, consumer, mayRun: () => relay.isLeader }),
  );
  relay.onPlaced(() => {
    for (const loop of loops) loop.wake();
  });
}
database.listen([toldChannel, placedChannel], () => relay?.wake());
say({ did: 'started' });
if (order.writes > 0) await write();
// A relay goes on until it is killed.

/** Its effect can be counted: one row for every time an event took effect. */
function inDatabase(): EventConsumer {
  return {
    name: 'torture-database',
    topics: null,
    begins: 'oldest',
    effect: 'database',
    handle: async (tx, events) => {
      for (const { id, position } of events) {
        await tx.execute(sql`INSERT INTO torture_effects (event_id, position) VALUES (${id}, ${position})`);
      }
    },
  };
}

function outside(): EventConsumer {
  return {
    name: 'torture-outside',
    topics: null,
    begins: 'oldest',
    effect: 'outside',
    handle: (events) => {
      appendFileSync(order.deliveriesPath, `${events.map(line).join('\n')}\n`);
      return Promise.resolve();
    },
  };
}

function line({ id, topic, key, position }: OutboxEvent): string {
  return JSON.stringify({ id, key: `${topic} ${key}`, position });
}

async function write(): Promise<void> {
  // What its predecessor began and did not live to see the end of.
  for (const batch of order.pending) await commit(batch);
  for (let written = 0; written < order.writes; ) {
    const orgId = order.orgIds[random.below(order.orgIds.length)] as OrgId;
    const batch: TortureBatch = {
      orgId,
      events: Array.from({ length: 1 + random.below(8) }, () => event(orgId)),
    };
    say({ did: 'intend', batch });
    if (random.below(10) === 0) await rollBack(batch);
    else {
      await commit(batch);
      written += batch.events.length;
    }
  }
  say({ did: 'finished' });
}

async function commit(batch: TortureBatch): Promise<void> {
  const fresh = await db.inOrganisation(batch.orgId, async (tx) => {
    const count = await tellOf(tx, batch.orgId, batch.events);
    // Between the telling and the commit lies the chance for others to come first.
    if (random.below(4) === 0) await clock.sleep(random.below(8));
    return count;
  });
  say({ did: 'commit', ids: batch.events.map(({ id }) => id), repeated: batch.events.length - fresh });
}

async function rollBack(batch: TortureBatch): Promise<void> {
  const failing = db.inOrganisation(batch.orgId, async (tx) => {
    await tellOf(tx, batch.orgId, batch.events);
    throw new Error('rolled back');
  });
  await failing.catch(() => {});
  say({ did: 'roll-back', ids: batch.events.map(({ id }) => id) });
}

/** Calls of the organisation, agents in them, tools of agents and bills: every topic, and few keys, so that writers meet. */
function event(orgId: OrgId): Told {
  const callId = `00000000-0000-7000-8000-${String(random.below(3)).padStart(12, '0')}`;
  const base = { id: ids.uuid(), at: new Date(clock.wallTime()).toISOString(), callId };
  const ofCall = { ...base, orgId, seq: 1 + random.below(1000) };
  switch (random.below(4)) {
    case 0:
      return { ...ofCall, type: 'call.held', data: { atMs: 1 } };
    case 1:
      return { ...ofCall, type: 'agent.response_ready', data: { turn: 't1', text: 'слово' } };
    case 2:
      return { ...ofCall, type: 'tool.started', data: { toolCallId: 'a', toolName: 'b' }, agentId: 'lidia' };
    default:
      return { ...base, type: 'billing.balance_low', data: { balanceKopecks: 1, thresholdKopecks: 2 } };
  }
}
