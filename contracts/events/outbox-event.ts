import { z } from 'zod';
import { eventTopics } from '../ports/event-bus.ts';
import { eventTypes, type EventType } from './event.ts';
import { platformEventTypes, type PlatformEventType } from './platform-event.ts';

/** Every type that can be followed, listed and sent to a webhook. */
export const outboxEventTypes: ReadonlyArray<EventType | PlatformEventType> = [
  ...eventTypes,
  ...platformEventTypes,
];

/** An event as it is told to everybody who follows: webhooks, live screens, the bus between programs. */
export const outboxEventSchema = z.object({
  /** Its place among all events of the installation; grows, and is what `after` refers to. */
  position: z.number().int().positive(),
  /** The same in every delivery: whoever has seen it may pass over the second. */
  id: z.string(),
  orgId: z.string(),
  topic: z.enum(eventTopics),
  /** Events of one topic and key keep their order: the organisation, the call or the agent. */
  key: z.string(),
  type: z.enum(outboxEventTypes as [EventType | PlatformEventType]),
  /** ISO 8601. */
  at: z.string(),
  /** Null: of no call. */
  callId: z.string().nullable(),
  /** Of an event of a call: its number there. */
  seq: z.number().int().nullable(),
  data: z.unknown(),
});
export type OutboxEvent = z.infer<typeof outboxEventSchema>;
