import { randomUUID } from 'node:crypto';
import { createSilentLog, createSystemClock } from '@allo/kernel';
import { eventBusKit, realTimeSubject } from '@allo/testing/conformance';
import { describe } from 'vitest';
import { createKafkaEventBus, type KafkaEventBus } from './index.ts';

const brokers = process.env.KAFKA_BROKERS_TEST;

describe.skipIf(!brokers)('Kafka', () => {
  const clock = createSystemClock();
  const log = createSilentLog();
  // The same for all cases: topics are not made anew for each.
  const topicPrefix = `test.${randomUUID()}.`;
  const create = () => {
    const buses: KafkaEventBus[] = [];
    const open = () => {
      const bus = createKafkaEventBus({
        brokers: (brokers ?? '').split(','),
        clientId: 'allo-test',
        isTls: false,
        sasl: null,
        topicPrefix,
        clock,
        log,
      });
      buses.push(bus);
      return bus;
    };
    return {
      adapter: open(),
      another: async () => open(),
      ...realTimeSubject(clock),
      isTimeExact: false,
      close: async () => void (await Promise.all(buses.map((bus) => bus.close()))),
    };
  };
  eventBusKit('the event bus on a broker', { create, hasNodes: true });
});
