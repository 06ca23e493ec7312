import type { BusRecord, EventBus, EventTopic } from '@allo/contracts/ports';
import { AppError, type Clock, type Log } from '@allo/kernel';
import { ConsumerGroup } from './consumer-group.ts';

export interface MemoryEventBusOptions {
  clock: Clock;
  log: Log;
  /** After so long without the handlers' consent a publish rejects; the records keep waiting. */
  publishWithinMs?: number;
  /** More than so many waiting in one group: nothing more is accepted until it catches up. */
  mostPending?: number;
}

/**
 * The bus of a single process. Nothing but the outbox keeps the records, so `publish` resolves only when a handler of
 * every group took them: a process that dies before leaves them unpublished. A group whose consumers all left is not
 * waited for; it finds its records when one comes back. Groups that never consumed get nothing of what was before.
 */
export function createMemoryEventBus(options: MemoryEventBusOptions): EventBus {
  const { clock, publishWithinMs = 30_000, mostPending = 10_000 } = options;
  const topics = new Map<EventTopic, Map<string, ConsumerGroup>>();
  const leaving = new Set<() => Promise<void>>();
  let isClosed = false;
  const groupsOf = (topic: EventTopic): Map<string, ConsumerGroup> => {
    const groups = topics.get(topic) ?? new Map<string, ConsumerGroup>();
    topics.set(topic, groups);
    return groups;
  };
  const refuseClosed = (): void => {
    if (isClosed) throw new AppError('unavailable', 'The event bus is closed.');
  };

  return {
    async publish(topic, records) {
      refuseClosed();
      const groups = [...groupsOf(topic).values()];
      if (groups.some((group) => group.pendingCount + records.length > mostPending)) {
        throw new AppError('unavailable', 'The event bus is full: its readers are behind.');
      }
      const waits = groups.flatMap((group) => {
        const taken = records.map((record: BusRecord) => group.accept(record));
        return group.hasMembers ? taken : [];
      });
      await withinTime(clock, publishWithinMs, waits);
    },
    async consume(topic, name, handler) {
      refuseClosed();
      const groups = groupsOf(topic);
      const group = groups.get(name) ?? new ConsumerGroup(options);
      groups.set(name, group);
      const leave = group.join(handler);
      let closing: Promise<void> | null = null;
      const close = (): Promise<void> => {
        leaving.delete(close);
        return (closing ??= leave());
      };
      leaving.add(close);
      return { close };
    },
    state: () => ({ state: 'ok' }),
    async close() {
      isClosed = true;
      await Promise.all([...leaving].map((leave) => leave()));
      for (const groups of topics.values()) for (const group of groups.values()) group.close();
      topics.clear();
    },
  };
}

async function withinTime(clock: Clock, limitMs: number, waits: ReadonlyArray<Promise<void>>): Promise<void> {
  if (waits.length === 0) return;
  const late = Promise.withResolvers<void>();
  const timer = clock.setTimer(limitMs, () => {
    late.reject(new AppError('unavailable', 'The readers of the event bus did not take the events in time.'));
  });
  try {
    await Promise.race([Promise.all(waits), late.promise]);
  } finally {
    timer.cancel();
  }
}
