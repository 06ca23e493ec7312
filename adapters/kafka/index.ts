export {
  createKafkaEventBus,
  type KafkaEventBus,
  type KafkaEventBusOptions,
} from './kafka-event-bus.ts';
export type { KafkaConnection } from './kafka-connection.ts';
