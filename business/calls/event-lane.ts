import type { OrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import type { EventJournal, JournalPosition } from '@allo/contracts/ports';
import type { Clock, Log } from '@allo/kernel';
import { isUnstorable } from './unstorable.ts';

/** An event on its way to the database; `position` is null when the journal could not take it. */
export interface PendingEvent {
  event: AlloEvent;
  position: JournalPosition | null;
}

/**
 * The events of one organisation on their way to the database, in order. Organisations do not wait for each other: what
 * the database refuses or answers late for one is no trouble of the rest.
 */
export interface EventLane {
  readonly queued: number;
  readonly isStalled: boolean;
  /** Takes one into memory. */
  hold(pending: PendingEvent): void;
  /** Leaves one that lies in the journal there for now; `before` is where the journal ended before it. */
  leave(position: JournalPosition, before: JournalPosition): void;
  /** Whether some are left in the journal, so that what comes now must queue behind them there. */
  readonly hasLeft: boolean;
}

export interface EventLaneOptions {
  orgId: OrgId;
  /** Writes a batch, all or nothing. */
  append(orgId: OrgId, events: readonly AlloEvent[]): Promise<void>;
  journal: EventJournal | null;
  clock: Clock;
  log: Log;
  /** Ends the lane. */
  signal: AbortSignal;
  /** Events read back from the journal at once. */
  window: number;
  /** Nothing is left to do, or the lane was ended. */
  onIdle(): void;
  onRefused(event: AlloEvent): void;
}

/** Gathering for so long costs a reader of the live wall nothing and turns a burst into one transaction. */
const gatherMs = 20;
const maxBatch = 200;
const firstRetryMs = 250;
const lastRetryMs = 5000;

export function createEventLane(options: EventLaneOptions): EventLane {
  const { orgId, append, journal, clock, log, signal, window, onIdle, onRefused } = options;
  const queue: PendingEvent[] = [];
  /** What lies in the journal alone: everything of this organisation in `(after, last]`. */
  let left: { after: JournalPosition; last: JournalPosition } | null = null;
  let isPumping = false;
  let isStalled = false;

  const pump = async (): Promise<void> => {
    isPumping = true;
    try {
      while (queue.length > 0 || left) {
        if (queue.length < maxBatch) await clock.sleep(gatherMs, signal);
        if (queue.length === 0) await readBack();
        const batch = queue.slice(0, maxBatch);
        await store(batch);
        queue.splice(0, batch.length);
      }
    } catch (error) {
      if (!signal.aborted) log.error({ orgId, detail: String(error) }, 'event store failed');
    } finally {
      isPumping = false;
      onIdle();
    }
  };

  const readBack = async (): Promise<void> => {
    if (!left || !journal) return;
    try {
      const { entries, nextAfter } = await journal.read({ after: left.after, orgId, limit: window });
      for (const entry of entries) queue.push(entry);
      left.after = nextAfter;
      if (nextAfter >= left.last) left = null;
    } catch (error) {
      log.error({ orgId, detail: describe(error) }, 'the event journal cannot be read now');
      await clock.sleep(lastRetryMs, signal);
    }
  };

  /** Returns when the batch is stored or put aside. Throws only when ended. */
  const store = async (batch: PendingEvent[]): Promise<void> => {
    if (batch.length === 0) return;
    const events = batch.map(({ event }) => event);
    for (let retryMs = firstRetryMs; ; retryMs = Math.min(retryMs * 2, lastRetryMs)) {
      try {
        await append(orgId, events);
        if (isStalled) log.info({ orgId, queued: queue.length }, 'events are stored again');
        isStalled = false;
        return settle(batch);
      } catch (error) {
        if (isUnstorable(error)) return divide(batch, error);
        if (!isStalled)
          log.error({ orgId, detail: describe(error) }, 'events cannot be stored now and are kept');
        isStalled = true;
        await clock.sleep(retryMs, signal);
      }
    }
  };

  const settle = (batch: PendingEvent[]): void => {
    journal?.settle(batch.flatMap(({ position }) => position ?? []));
  };

  /** The database refuses one of these for what it is: find it, put it aside alone. */
  const divide = async (batch: PendingEvent[], error: unknown): Promise<void> => {
    const [only] = batch as [PendingEvent];
    if (batch.length === 1) {
      const { callId, seq, type } = only.event;
      log.error({ orgId, callId, seq, type, detail: describe(error) }, 'the database refuses an event');
      journal?.refuse(only.event, describe(error));
      onRefused(only.event);
      return settle(batch);
    }
    const middle = batch.length >> 1;
    await store(batch.slice(0, middle));
    await store(batch.slice(middle));
  };

  return {
    get queued() {
      return queue.length;
    },
    get isStalled() {
      return isStalled;
    },
    get hasLeft() {
      return left !== null;
    },
    hold: (pending) => {
      queue.push(pending);
      if (!isPumping) void pump();
    },
    leave: (position, before) => {
      left = { after: left?.after ?? before, last: position };
      if (!isPumping) void pump();
    },
  };
}

/** The driver's word without the values of the query, which hold what people said. */
function describe(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? `${(cause as { code?: string }).code ?? cause.name}` : 'unknown';
}
