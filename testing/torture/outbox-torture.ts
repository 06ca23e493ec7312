import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKafkaEventBus } from '@allo/adapters/kafka';
import { openDatabase } from '@allo/adapters/postgres';
import { migrationsFolder } from '@allo/business';
import type { OrgId } from '@allo/contracts';
import { eventTopics } from '@allo/contracts/ports';
import { createSilentLog, createSystemClock, createSystemRandom } from '@allo/kernel';
import { kafkaConnection } from './kafka-connection.ts';
import { startTortureChild, type TortureChild } from './torture-child.ts';
import type { TortureBatch, TortureLine, TortureOrder } from './torture-order.ts';
import { type Arrival, type StreamVerdict, verifyStream } from './verify-stream.ts';

export interface OutboxTortureOptions {
  /** At least so many are written. */
  events: number;
  /** A server where databases may be made; null: the embedded one, with one process that does everything. */
  serverUrl: string | null;
  /** Processes that write, and that relay and consume, on a server. */
  writers: number;
  relays: number;
  /** How often a writer and a relay are killed, spread over the writing; on the embedded one their sum. */
  writerKills: number;
  relayKills: number;
  /** Brokers to pass everything through; null: none. */
  kafkaBrokers: string[] | null;
}

export interface OutboxTortureResult extends StreamVerdict {
  kills: number;
  /** Tellings of an id that was committed already: the writer was killed before it knew. */
  repeatedTellings: number;
  /** Of deliveries, those through the bus. */
  throughBus: number;
  seconds: number;
}

const clock = createSystemClock();
const random = createSystemRandom();
const log = createSilentLog();
const orgIds = [1, 2, 3].map((number) => `00000000-0000-7000-8000-0000000000a${number}` as OrgId);
const restMs = 120_000;

/**
 * Writes events from several processes while writers, relays and consumers are killed at random, waits until everything
 * came to rest, and judges what became of every event.
 */
export async function tortureOutbox(options: OutboxTortureOptions): Promise<OutboxTortureResult> {
  const startedMs = clock.now();
  const dataDir = await mkdtemp(join(tmpdir(), 'allo-torture-'));
  const server = options.serverUrl === null ? null : await makeDatabase(options.serverUrl, dataDir);
  const ground: Ground = {
    dataDir,
    databaseUrl: server?.url ?? null,
    deliveriesPath: join(dataDir, 'deliveries.jsonl'),
    kafka: options.kafkaBrokers && { brokers: options.kafkaBrokers, prefix: `torture-${randomUUID()}-` },
    orgIds,
    logLevel: 'silent',
  };
  const bus = ground.kafka ? await followBus(ground.kafka) : null;
  try {
    await prepare(ground);
    const story = await wreak(ground, options);
    const evidence = await gather(ground, bus?.arrivals ?? null);
    const verdict = verifyStream({
      ...evidence,
      acknowledged: story.acknowledged,
      rolledBack: story.rolledBack,
    });
    const { kills, repeatedTellings } = story;
    const throughBus = bus?.arrivals.length ?? 0;
    return { ...verdict, kills, repeatedTellings, throughBus, seconds: (clock.now() - startedMs) / 1000 };
  } finally {
    await bus?.close();
    await server?.drop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

type Ground = Omit<TortureOrder, 'relays' | 'writes' | 'pending'>;

const open = ({ dataDir, databaseUrl }: Pick<Ground, 'dataDir' | 'databaseUrl'>) =>
  openDatabase({ dataDir, databaseUrl, clock, log });

async function makeDatabase(serverUrl: string, dataDir: string) {
  const name = `allo_torture_${randomUUID().replaceAll('-', '')}`;
  const administer = async (statement: string) => {
    const database = await open({ dataDir, databaseUrl: serverUrl });
    try {
      await database.pool.query(statement);
    } finally {
      await database.close();
    }
  };
  await administer(`CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => administer(`DROP DATABASE ${name} WITH (FORCE)`) };
}

async function prepare(ground: Ground): Promise<void> {
  const database = await open(ground);
  await database.migrate(migrationsFolder);
  for (const id of orgIds) {
    await database.pool.query(
      `INSERT INTO organisations (id, name, is_demo, version, created_at, updated_at)
       VALUES ($1, 'Torture', false, 1, now(), now())`,
      [id],
    );
  }
  await database.pool.query(
    'CREATE TABLE torture_effects (event_id uuid NOT NULL, position bigint NOT NULL)',
  );
  await database.pool.query('GRANT SELECT, INSERT ON torture_effects TO allo_system');
  await database.close();
}

interface Story {
  acknowledged: Set<string>;
  rolledBack: Set<string>;
  kills: number;
  repeatedTellings: number;
}

/** Runs the processes and kills them until everything is written; leaves relays running until everything is at rest. */
async function wreak(ground: Ground, options: OutboxTortureOptions): Promise<Story> {
  const story: Story = { acknowledged: new Set(), rolledBack: new Set(), kills: 0, repeatedTellings: 0 };
  const isEmbedded = ground.databaseUrl === null;
  const writers = isEmbedded ? 1 : options.writers;
  const share = Math.ceil(options.events / writers);
  const over = new AbortController();
  const slots = [
    ...Array.from({ length: writers }, () => runSlot(ground, story, { writes: share, relays: isEmbedded })),
    ...Array.from({ length: isEmbedded ? 0 : options.relays }, () =>
      runSlot(ground, story, { writes: 0, relays: true, over: over.signal }),
    ),
  ];
  const writing = slots.slice(0, writers);
  const killing = killAtRandom(slots, story, over.signal, options);
  await Promise.all(writing.map(({ finished }) => finished));
  over.abort();
  await killing;
  try {
    if (isEmbedded) await rest(ground, runSlot(ground, story, { writes: 0, relays: true }));
    else await waitForRest(ground);
  } finally {
    for (const slot of slots) slot.stop();
    await Promise.all(slots.map(({ finished }) => finished.catch(() => {})));
  }
  return story;
}

interface Slot {
  readonly child: TortureChild;
  readonly relays: boolean;
  readonly writes: boolean;
  /** Of a writer: everything is written. Of a relay: it was stopped. */
  readonly finished: Promise<void>;
  stop(): void;
}

/** A place for one process after the other, each going on where the last was killed. */
function runSlot(
  ground: Ground,
  story: Story,
  task: { writes: number; relays: boolean; over?: AbortSignal },
): Slot {
  let pending: TortureBatch[] = [];
  let left = task.writes;
  let isStopped = false;
  const hear = (line: TortureLine): void => {
    if (line.did === 'intend') pending = [line.batch];
    if (line.did === 'commit') {
      for (const id of line.ids) story.acknowledged.add(id);
      story.repeatedTellings += line.repeated;
      left -= line.ids.length;
    }
    if (line.did === 'roll-back') for (const id of line.ids) story.rolledBack.add(id);
    if (line.did === 'commit' || line.did === 'roll-back') pending = [];
    if (line.did === 'finished') {
      left = 0;
      child.kill();
    }
  };
  const begin = () => {
    const writes = Math.max(0, left);
    return startTortureChild(
      { ...ground, relays: task.relays, writes, pending: writes > 0 ? pending : [] },
      hear,
    );
  };
  let child = begin();
  const finished = (async () => {
    for (;;) {
      const isKilled = await child.ended;
      if (isStopped || (task.writes > 0 && left <= 0 && pending.length === 0) || !isKilled) return;
      if (left <= 0 && pending.length > 0) left = 1;
      child = begin();
    }
  })();
  return {
    get child() {
      return child;
    },
    relays: task.relays,
    writes: task.writes > 0,
    finished,
    stop: () => {
      isStopped = true;
      child.kill();
    },
  };
}

/** Kills by progress, so that every process lives long enough to do something, however slow the machine. */
async function killAtRandom(
  slots: Slot[],
  story: Story,
  over: AbortSignal,
  { events, writerKills, relayKills }: OutboxTortureOptions,
): Promise<void> {
  const killOne = (isRelay: boolean): boolean => {
    const living = slots.filter(
      ({ child, writes, relays }) => child.isStarted && (isRelay ? relays : writes),
    );
    const victim = living[random.below(Math.max(1, living.length))];
    victim?.child.kill();
    if (victim) story.kills += 1;
    return victim !== undefined;
  };
  let writersTurn = 1;
  let relaysTurn = 1;
  while (!over.aborted) {
    // Somewhere within a transaction, not at its end.
    await clock.sleep(5 + random.below(40), over).catch(() => {});
    const done = story.acknowledged.size / events;
    if (done > writersTurn / (writerKills + 1) && killOne(false)) writersTurn += 1;
    if (done > relaysTurn / (relayKills + 1) && killOne(true)) relaysTurn += 1;
  }
}

/** The embedded database is open in the child alone: it is given time, and looked at when it is gone. */
async function rest(ground: Ground, slot: Slot): Promise<void> {
  for (let waitedMs = 0; waitedMs < restMs; waitedMs += 4000) {
    await clock.sleep(4000);
    slot.stop();
    await slot.finished;
    if (await isAtRest(ground)) return;
    slot = runSlot(
      ground,
      { acknowledged: new Set(), rolledBack: new Set(), kills: 0, repeatedTellings: 0 },
      { writes: 0, relays: true },
    );
  }
  slot.stop();
  await slot.finished;
}

async function waitForRest(ground: Ground): Promise<void> {
  for (let waitedMs = 0; waitedMs < restMs && !(await isAtRest(ground)); waitedMs += 500)
    await clock.sleep(500);
}

async function isAtRest(ground: Ground): Promise<boolean> {
  const database = await open(ground);
  try {
    const { rows } = await database.pool.query<{ unplaced: number; behind: number }>(`
      SELECT (SELECT count(*)::int FROM outbox WHERE position IS NULL) AS unplaced,
        (SELECT count(*)::int FROM event_consumers c, event_stream s WHERE c.position < s.position) AS behind`);
    return rows[0]?.unplaced === 0 && rows[0].behind === 0;
  } finally {
    await database.close();
  }
}

async function gather(ground: Ground, throughBus: Arrival[] | null) {
  const database = await open(ground);
  const { rows } = await database.pool.query<{
    id: string;
    event_id: string;
    key: string;
    position: string | null;
  }>(`SELECT id, event_id, topic || ' ' || key AS key, position FROM outbox`);
  const effects = await database.pool.query<{ event_id: string }>('SELECT event_id FROM torture_effects');
  await database.close();
  if (throughBus) {
    const arrived = () => new Set(throughBus.map(({ id }) => id)).size;
    for (let waitedMs = 0; waitedMs < 30_000 && arrived() < rows.length; waitedMs += 250)
      await clock.sleep(250);
  }
  return {
    rows: rows.map((row) => ({
      id: Number(row.id),
      eventId: row.event_id,
      key: row.key,
      position: row.position === null ? null : Number(row.position),
    })),
    effects: effects.rows.map((row) => row.event_id),
    deliveries: [await readDeliveries(ground.deliveriesPath), ...(throughBus ? [throughBus] : [])],
  };
}

/** A line cut off by a kill was delivered in part: it comes again whole. */
async function readDeliveries(path: string): Promise<Arrival[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as Arrival];
    } catch {
      return [];
    }
  });
}

/** Reads everything that comes through the bus, in the order it comes for each key. */
async function followBus(kafka: NonNullable<Ground['kafka']>) {
  const arrivals: Arrival[] = [];
  const bus = createKafkaEventBus({ ...kafkaConnection(kafka), clock, log });
  for (const topic of eventTopics) {
    await bus.consume(topic, 'torture', ({ eventId, key, position }) => {
      arrivals.push({ id: eventId, key: `${topic} ${key}`, position });
      return Promise.resolve();
    });
  }
  return { arrivals, close: () => bus.close() };
}
