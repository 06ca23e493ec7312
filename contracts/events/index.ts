export {
  eventSchema,
  eventTypes,
  type AlloEvent,
  type EventData,
  type EventType,
  type TurnLatency,
} from './event.ts';
