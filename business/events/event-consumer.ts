import type { EventTopic } from '@allo/contracts/ports';
import type { OutboxEvent } from '@allo/contracts/events';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Db, Deps } from '../deps.ts';
import { eventConsumers, eventStream, outbox } from '../schema/index.ts';
import { outboxView } from './outbox-view.ts';
import { createWakingLoop, type WakingLoop } from './waking-loop.ts';

interface Follower {
  /** Under which its position is remembered. */
  name: string;
  /** Null: all. */
  topics: readonly EventTopic[] | null;
  /** Where it begins when it never ran before: with the oldest kept event or with what comes now. */
  begins: 'oldest' | 'now';
}

/** A follower of the events of all organisations, in order of position. What it throws brings the events again. */
export type EventConsumer = Follower &
  (
    | {
        /** What it does is in the database: it moves in the same transaction, so every event takes effect exactly once. */
        effect: 'database';
        handle(tx: Db, events: readonly OutboxEvent[]): Promise<void>;
        /** What `handle` did is there for everybody. */
        committed?(): void;
      }
    | {
        /** At least once: after a crash events may come again, and are to be recognised by their id. */
        effect: 'outside';
        handle(events: readonly OutboxEvent[], signal: AbortSignal): Promise<void>;
      }
  );

export interface EventConsumerOptions extends Pick<Deps, 'db' | 'clock' | 'log'> {
  consumer: EventConsumer;
  /** Only the process that leads lets its consumers run. */
  mayRun(): boolean;
}

const maxBatch = 200;
/** Webhooks and programs behind a bus can wait so long; a busy database is spared. */
const gatherMs = 100;
const pollMs = 5000;

/** Runs one follower. After a failure it is given events one by one, so that only the one that fails is in its way. */
export function runEventConsumer(options: EventConsumerOptions): WakingLoop {
  const { db, clock, log, consumer, mayRun } = options;
  const { name, topics } = consumer;
  const why = `the consumer ${name} follows events of all organisations`;
  let limit = maxBatch;

  const wanted = (events: readonly OutboxEvent[]) =>
    topics ? events.filter(({ topic }) => topics.includes(topic)) : events;

  /** Each answers how many events it passed. */
  const passInDatabase = (handle: (tx: Db, events: readonly OutboxEvent[]) => Promise<void>) =>
    db.acrossOrganisations(why, async (tx) => {
      const from = await positionOf(tx, consumer);
      const events = await readAfter(tx, from, limit);
      if (events.length === 0) return 0;
      const mine = wanted(events);
      if (mine.length > 0) await handle(tx, mine);
      await move(tx, name, from, (events.at(-1) as OutboxEvent).position);
      return events.length;
    });

  const passOutside = async (
    handle: (events: readonly OutboxEvent[], signal: AbortSignal) => Promise<void>,
    signal: AbortSignal,
  ) => {
    const { from, events } = await db.acrossOrganisations(why, async (tx) => {
      const position = await positionOf(tx, consumer);
      return { from: position, events: await readAfter(tx, position, limit) };
    });
    if (events.length === 0) return 0;
    const mine = wanted(events);
    if (mine.length > 0) await handle(mine, signal);
    await db.acrossOrganisations(why, (tx) => move(tx, name, from, (events.at(-1) as OutboxEvent).position));
    return events.length;
  };

  return createWakingLoop({
    name: `event consumer ${name}`,
    clock,
    log,
    gatherMs,
    restMs: pollMs,
    run: async (signal) => {
      if (!mayRun()) return false;
      const asked = limit;
      try {
        const passed =
          consumer.effect === 'database'
            ? await passInDatabase((tx, events) => consumer.handle(tx, events))
            : await passOutside((events, ending) => consumer.handle(events, ending), signal);
        limit = Math.min(maxBatch, limit * 2);
        if (consumer.effect === 'database' && passed > 0) consumer.committed?.();
        return passed === asked;
      } catch (error) {
        limit = 1;
        throw error;
      }
    },
  });
}

/** Where the consumer is; held until the commit, so that two processes never do one piece of work in the database twice. */
async function positionOf(tx: Db, { name, begins }: Follower): Promise<number> {
  const find = () =>
    tx
      .select({ position: eventConsumers.position })
      .from(eventConsumers)
      .where(eq(eventConsumers.name, name))
      .for('update');
  const [known] = await find();
  if (known) return known.position;
  const [stream] = await tx.select().from(eventStream);
  const position = (begins === 'now' ? stream?.position : stream?.trimmed) ?? 0;
  await tx.insert(eventConsumers).values({ name, position }).onConflictDoNothing();
  return (await find())[0]?.position ?? position;
}

async function readAfter(tx: Db, after: number, limit: number): Promise<OutboxEvent[]> {
  const rows = await tx
    .select()
    .from(outbox)
    .where(gt(outbox.position, after))
    .orderBy(asc(outbox.position))
    .limit(limit);
  return rows.map(outboxView);
}

/** Not when somebody moved it meanwhile: a replay that was asked for is not undone. */
async function move(tx: Db, name: string, from: number, to: number): Promise<void> {
  await tx
    .update(eventConsumers)
    .set({ position: to, movedAt: sql`now()` })
    .where(and(eq(eventConsumers.name, name), eq(eventConsumers.position, from)));
}
