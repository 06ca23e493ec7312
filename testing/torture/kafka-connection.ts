import type { KafkaEventBusOptions } from '@allo/adapters/kafka';
import type { TortureOrder } from './torture-order.ts';

/** How every process of a torture reaches its broker. */
export function kafkaConnection({
  brokers,
  prefix,
}: NonNullable<TortureOrder['kafka']>): Omit<KafkaEventBusOptions, 'clock' | 'log'> {
  return { brokers, topicPrefix: prefix, clientId: `torture-${process.pid}`, isTls: false, sasl: null };
}
