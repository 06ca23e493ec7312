import type { Database } from '@allo/adapters/postgres';
import {
  announcing,
  createEventRelay,
  createWakingLoop,
  type EventConsumer,
  type EventTail,
  openEventTail,
  placedChannel,
  runEventConsumer,
  type TenantDatabase,
  toldChannel,
  trimEvents,
} from '@allo/business';
import type { OrgId } from '@allo/contracts';
import type { FanOut } from '@allo/contracts/ports';
import type { Clock, Ids, Lifecycle, Log } from '@allo/kernel';

export interface EventFlowOptions {
  database: Pick<Database, 'db' | 'kind' | 'nodeId' | 'listen' | 'pool'>;
  /** Places events and lets the consumers run, unless another process does. */
  isRelaying: boolean;
  /** News between nodes beside those of the database; null: none. */
  fanOut: Pick<FanOut, 'publish' | 'subscribe'> | null;
  clock: Clock;
  ids: Ids;
  log: Log;
  lifecycle: Lifecycle;
}

/** What is told on its way to everybody who follows. */
export interface EventFlow {
  /** The database for everybody who tells: a commit that told of something is relayed at once. */
  readonly db: TenantDatabase;
  readonly tail: EventTail;
  /** Somebody follows this organisation here: other nodes' news of it wake the tail. Answers how to stop. */
  watch(orgId: OrgId): () => void;
  /** Runs a follower from now on, in whichever process leads. */
  add(consumer: EventConsumer): void;
  /** Events are not passed on now. */
  isFailing(): boolean;
}

const trimEveryMs = 3_600_000;
const alonePollMs = 5000;
const newsOf = (orgId: string) => ({ orgId: orgId as OrgId, name: 'events' });

/** Starts the way of the events of this process; it ends with the lifecycle. */
export async function startEventFlow(options: EventFlowOptions): Promise<EventFlow> {
  const { database, isRelaying, fanOut, clock, ids, log, lifecycle } = options;
  const { db } = database;
  const isAlone = database.kind === 'embedded';
  const consumers = new Map<string, ReturnType<typeof runEventConsumer>>();
  // Alone, it is given everything by the relay beside it.
  const tail = await openEventTail({
    db,
    clock,
    log,
    ...(isAlone && isRelaying ? { pollMs: alonePollMs } : {}),
  });
  await lifecycle.start({ name: 'event tail', stop: () => tail.close() });

  // Two processes may work from one data folder, so its name alone does not tell them apart.
  const name = `${database.nodeId}/${ids.token(4)}`;
  const relay = isRelaying ? createEventRelay({ db, clock, log, name, isAlone }) : null;
  relay?.onPlaced((events) => {
    tail.offer(events);
    for (const consumer of consumers.values()) consumer.wake();
    const lastOf = new Map(events.map(({ orgId, position }) => [orgId, position]));
    for (const [orgId, position] of lastOf) fanOut?.publish(newsOf(orgId), { position });
  });
  const listening = database.listen([toldChannel, placedChannel], (channel) => {
    if (channel === toldChannel) relay?.wake();
    else tail.wake();
  });
  const trimming = createWakingLoop({
    name: 'event trimming',
    clock,
    log,
    restMs: trimEveryMs,
    run: async () => {
      if (!relay?.isLeader) return false;
      await trimEvents({ db }, [...consumers.keys()]);
      // The embedded database does not clean up by itself, and every event is written twice: told, then placed.
      if (isAlone) await database.pool.query('VACUUM outbox, event_stream, event_consumers');
      return false;
    },
  });
  await lifecycle.start({
    name: 'event relay',
    stop: async () => {
      await listening.close();
      await trimming.close();
      for (const consumer of consumers.values()) await consumer.close();
      await relay?.close();
    },
  });

  return {
    db: announcing(db, () => relay?.wake()),
    tail,
    watch: (orgId) => {
      const subscription = fanOut?.subscribe(newsOf(orgId), (message) => {
        const { position } = (message ?? {}) as { position?: unknown };
        if (typeof position !== 'number' || position > tail.position) tail.wake();
      });
      return () => subscription?.close();
    },
    add: (consumer) => {
      if (!relay) return;
      const loop = runEventConsumer({ db, clock, log, consumer, mayRun: () => relay.isLeader });
      consumers.set(consumer.name, loop);
    },
    isFailing: () =>
      tail.isFailing || (relay?.isFailing ?? false) || [...consumers.values()].some((loop) => loop.isFailing),
  };
}
