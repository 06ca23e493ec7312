import type { OrgId } from '@allo/contracts';
import type { AlloEvent, EventType } from '@allo/contracts/events';
import type { Clock, Log } from '@allo/kernel';
import { isUnstorable } from './unstorable.ts';

/** Where running calls leave their events. Never makes them wait. */
export interface CallEventSink {
  /** Takes an event to be stored soon, in order. Returns at once and never throws. */
  push(event: AlloEvent): void;
  /** Resolves true when everything taken so far is stored or given up, false after `deadlineMs`. */
  flush(deadlineMs: number): Promise<boolean>;
  status(): { queued: number; dropped: number; isStalled: boolean };
  /** Stops writing; what is still queued is lost, so flush first. Idempotent. */
  close(): void;
}

export interface CallEventSinkOptions {
  /** Writes a batch of one organisation, all or nothing. */
  append(orgId: OrgId, events: readonly AlloEvent[]): Promise<void>;
  clock: Clock;
  log: Log;
  /** Events held while the database is away; beyond three quarters, details are dropped, beyond it everything. */
  maxQueued?: number;
}

/** Gathering for so long costs a reader of the live wall nothing and turns a burst into one transaction. */
const gatherMs = 20;
const maxBatch = 200;
const firstRetryMs = 250;
const lastRetryMs = 5000;
const defaultMaxQueued = 50_000;

/** What a call can be understood without: dropped first when memory runs short. */
const details: ReadonlySet<EventType> = new Set<EventType>([
  'agent.processing',
  'agent.response_ready',
  'agent.step_entered',
  'agent.calling_tool',
  'tool.started',
  'tool.completed',
  'call.silence',
  'call.interrupted',
  'call.held',
  'call.resumed',
]);

export function createCallEventSink(options: CallEventSinkOptions): CallEventSink {
  const { append, clock, log, maxQueued = defaultMaxQueued } = options;
  const stopping = new AbortController();
  const queue: AlloEvent[] = [];
  const waiting: Array<() => void> = [];
  let isPumping = false;
  let isStalled = false;
  let isShedding = false;
  let dropped = 0;

  const drop = (event: AlloEvent, why: string): void => {
    dropped += 1;
    log.error({ callId: event.callId, seq: event.seq, type: event.type }, why);
  };

  const push = (event: AlloEvent): void => {
    if (stopping.signal.aborted) return drop(event, 'event came after the store was closed');
    const hasRoom = queue.length < (details.has(event.type) ? maxQueued * 0.75 : maxQueued);
    if (!hasRoom) {
      dropped += 1;
      if (!isShedding)
        log.error({ queued: queue.length }, 'events are dropped: the database is away too long');
      isShedding = true;
      return;
    }
    queue.push(event);
    if (!isPumping) void pump();
  };

  const pump = async (): Promise<void> => {
    isPumping = true;
    try {
      while (queue.length > 0) {
        await clock.sleep(gatherMs, stopping.signal);
        const batch = nextBatch(queue);
        await store(batch);
        queue.splice(0, batch.length);
      }
      isShedding = false;
    } catch (error) {
      if (!stopping.signal.aborted) log.error({ detail: String(error) }, 'event store failed');
    } finally {
      isPumping = false;
      for (const wake of waiting.splice(0)) wake();
    }
  };

  /** Returns when the batch is stored, or what cannot be stored is given up. Throws only when closed. */
  const store = async (batch: AlloEvent[]): Promise<void> => {
    const orgId = batch[0]?.orgId as OrgId;
    for (let retryMs = firstRetryMs; ; retryMs = Math.min(retryMs * 2, lastRetryMs)) {
      try {
        await append(orgId, batch);
        if (isStalled) log.info({ queued: queue.length }, 'events are stored again');
        isStalled = false;
        return;
      } catch (error) {
        if (isUnstorable(error)) return divide(batch, error);
        if (!isStalled) log.error({ detail: describe(error) }, 'events cannot be stored now and are kept');
        isStalled = true;
        await clock.sleep(retryMs, stopping.signal);
      }
    }
  };

  /** The database refuses one of these for what it is: find it, lose it alone. */
  const divide = async (batch: AlloEvent[], error: unknown): Promise<void> => {
    if (batch.length === 1) {
      log.error({ detail: describe(error) }, 'the database refuses an event');
      return drop(batch[0] as AlloEvent, 'event dropped: it cannot be stored');
    }
    const middle = batch.length >> 1;
    await store(batch.slice(0, middle));
    await store(batch.slice(middle));
  };

  return {
    push,
    flush: async (deadlineMs) => {
      if (!isPumping) return true;
      const done = new Promise<boolean>((resolve) => waiting.push(() => resolve(queue.length === 0)));
      const deadline = new AbortController();
      const late = clock.sleep(deadlineMs, deadline.signal).then(
        () => false,
        () => false,
      );
      const isDone = await Promise.race([done, late]);
      deadline.abort();
      return isDone;
    },
    status: () => ({ queued: queue.length, dropped, isStalled }),
    close: () => stopping.abort(),
  };
}

/** The longest run of one organisation from the front. */
function nextBatch(queue: AlloEvent[]): AlloEvent[] {
  const orgId = queue[0]?.orgId;
  const end = queue.findIndex((event, index) => index >= maxBatch || event.orgId !== orgId);
  return queue.slice(0, end < 0 ? queue.length : end);
}

/** The driver's words without the values of the query, which hold what people said. */
function describe(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? `${(cause as { code?: string }).code ?? cause.name}` : 'unknown';
}
