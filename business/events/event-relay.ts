import type { OutboxEvent } from '@allo/contracts/events';
import { and, eq, sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { eventStream } from '../schema/index.ts';
import { placeEvents } from './place-events.ts';
import { createWakingLoop } from './waking-loop.ts';

/** Gives every told event its position; of all processes on one database, one leads and does it. */
export interface EventRelay {
  /** Something was told. */
  wake(): void;
  readonly isLeader: boolean;
  /** The database does not let it work now. */
  readonly isFailing: boolean;
  /** Hears of events as they are placed, in order, and of the moment this process begins to lead (with none). */
  onPlaced(listener: (events: readonly OutboxEvent[]) => void): () => void;
  /** Lets another process lead. Idempotent. */
  close(): Promise<void>;
}

export interface EventRelayOptions extends Pick<Deps, 'db' | 'clock' | 'log'> {
  /** Names this process among those on the database. */
  name: string;
  /** No other process can reach the database: leads at once. */
  isAlone: boolean;
}

const batch = 500;
/** Nobody who looks at a screen notices, and a busy embedded database is spared. */
const gatherMs = 20;
const pollMs = 1000;
/** Alone, it is told of every commit; this is for one that was not. */
const alonePollMs = 5000;
/** A leader that gave no sign for so long is dead, or cannot reach the database. */
const takeoverMs = 5000;
const why = 'the relay places events of all organisations';

export function createEventRelay(options: EventRelayOptions): EventRelay {
  const { db, clock, log, name, isAlone } = options;
  const listeners = new Set<(events: readonly OutboxEvent[]) => void>();
  let isLeader = false;
  /** The beat of the leader as last seen, and since when, by this process's own monotonic clock. */
  let seen: { beat: number; leader: string | null; sinceMs: number } | null = null;

  const tell = (events: readonly OutboxEvent[]): void => {
    for (const listener of listeners) listener(events);
  };

  const lead = async (): Promise<boolean> => {
    const isWon = await db.acrossOrganisations(why, async (tx) => {
      const [stream] = await tx.select().from(eventStream);
      if (!stream) return false;
      const { beat, leader } = stream;
      if (seen?.beat !== beat || seen.leader !== leader) seen = { beat, leader, sinceMs: clock.now() };
      const isFree = leader === null || leader === name || isAlone;
      if (!isFree && clock.now() - seen.sinceMs < takeoverMs) return false;
      const taken = await tx
        .update(eventStream)
        .set({ leader: name, beat: sql`${eventStream.beat} + 1` })
        .where(and(eq(eventStream.beat, beat), sql`${eventStream.leader} IS NOT DISTINCT FROM ${leader}`))
        .returning({ beat: eventStream.beat });
      return taken.length > 0;
    });
    if (isWon) log.info({}, 'this process relays events now');
    isLeader = isWon;
    if (isWon) tell([]);
    return isWon;
  };

  const loop = createWakingLoop({
    name: 'event relay',
    clock,
    log,
    gatherMs,
    restMs: isAlone ? alonePollMs : pollMs,
    run: async () => {
      if (!isLeader && !(await lead())) return false;
      const placed = await db.acrossOrganisations(why, (tx) => placeEvents(tx, name, batch));
      if (placed === null) {
        isLeader = false;
        log.warn({}, 'another process relays events now');
        return false;
      }
      if (placed.length > 0) tell(placed);
      return placed.length === batch;
    },
  });

  const giveUp = async (): Promise<void> => {
    await loop.close();
    if (!isLeader) return;
    isLeader = false;
    try {
      await db.acrossOrganisations(why, (tx) =>
        tx.update(eventStream).set({ leader: null }).where(eq(eventStream.leader, name)),
      );
    } catch (error) {
      log.warn({ detail: String(error) }, 'another process will relay events only after a pause');
    }
  };
  let closing: Promise<void> | null = null;

  return {
    wake: () => loop.wake(),
    get isLeader() {
      return isLeader;
    },
    get isFailing() {
      return loop.isFailing;
    },
    onPlaced: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => (closing ??= giveUp()),
  };
}
