import type { OrgId } from '@allo/contracts';
import type { OutboxEvent } from '@allo/contracts/events';
import type { BusRecord, EventBus } from '@allo/contracts/ports';
import type { EventConsumer } from './event-consumer.ts';

/**
 * Hands every event to the bus between programs, at least once and in order for each key: a batch is behind us only when
 * the bus holds all of it. Readers recognise what comes again by `eventId`.
 */
export function createBusConsumer(bus: Pick<EventBus, 'publish'>): EventConsumer {
  return {
    name: 'bus',
    topics: null,
    begins: 'oldest',
    effect: 'outside',
    handle: async (events) => {
      const topics = Map.groupBy(events, ({ topic }) => topic);
      await Promise.all([...topics].map(([topic, own]) => bus.publish(topic, own.map(recordOf))));
    },
  };
}

function recordOf(event: OutboxEvent): BusRecord {
  const { orgId, key, id, position } = event;
  return { orgId: orgId as OrgId, key, eventId: id, position, value: event };
}
