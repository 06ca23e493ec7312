export {
  eventData,
  eventSchema,
  eventTypes,
  type AlloEvent,
  type EventData,
  type EventType,
  type TurnLatency,
} from './event.ts';
export {
  platformEventData,
  platformEventTypes,
  type PlatformEvent,
  type PlatformEventData,
  type PlatformEventType,
} from './platform-event.ts';
export { type OutboxEvent, outboxEventSchema, outboxEventTypes } from './outbox-event.ts';
