import { z } from 'zod';
import { outboxEventSchema } from '../events/outbox-event.ts';
import { eventTopics } from '../ports/event-bus.ts';

export const eventStreamQuerySchema = z.object({
  /** Position of the last event known; 0: from the oldest kept. */
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  topic: z.enum(eventTopics).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

export const eventStreamSchema = z.object({
  items: z.array(outboxEventSchema),
  /** What to ask for next; the same as asked when nothing new happened. */
  nextAfter: z.number().int(),
});
