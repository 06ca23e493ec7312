import type { OutboxEvent } from '@allo/contracts/events';
import { asc, gt } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { outbox } from '../schema/index.ts';
import { outboxView } from './outbox-view.ts';
import { streamBounds } from './read-events.ts';
import { createWakingLoop } from './waking-loop.ts';

/** The end of the stream as this process sees it: every event from its start on, each once, in order of position. */
export interface EventTail {
  /** The last position told. */
  readonly position: number;
  readonly isFailing: boolean;
  onEvents(listener: (events: readonly OutboxEvent[]) => void): () => void;
  /** There may be more. */
  wake(): void;
  /** What the relay of this process just placed: saves reading it. */
  offer(events: readonly OutboxEvent[]): void;
  /** Idempotent. */
  close(): Promise<void>;
}

const batch = 500;
const usualPollMs = 1000;

/** Begins with what comes after this moment. `pollMs`: how long an event can go unnoticed when nothing wakes it. */
export async function openEventTail(
  deps: Pick<Deps, 'db' | 'clock' | 'log'> & { pollMs?: number },
): Promise<EventTail> {
  const { db, clock, log, pollMs = usualPollMs } = deps;
  const listeners = new Set<(events: readonly OutboxEvent[]) => void>();
  let { position } = await streamBounds(deps);

  const tell = (events: readonly OutboxEvent[]): void => {
    const fresh = events.filter((event) => event.position > position);
    const last = fresh.at(-1);
    if (!last) return;
    position = last.position;
    for (const listener of listeners) listener(fresh);
  };

  const loop = createWakingLoop({
    name: 'event tail',
    clock,
    log,
    restMs: pollMs,
    run: async () => {
      const rows = await db.acrossOrganisations(
        'live screens of all organisations hang on one reader',
        (tx) =>
          tx
            .select()
            .from(outbox)
            .where(gt(outbox.position, position))
            .orderBy(asc(outbox.position))
            .limit(batch),
      );
      tell(rows.map(outboxView));
      return rows.length === batch;
    },
  });

  return {
    get position() {
      return position;
    },
    get isFailing() {
      return loop.isFailing;
    },
    onEvents: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wake: () => loop.wake(),
    offer: (events) => {
      const [first] = events;
      if (first && first.position <= position + 1) tell(events);
      else loop.wake();
    },
    close: () => loop.close(),
  };
}
