import { describe, expect, it } from 'vitest';
import { tortureOutbox } from './outbox-torture.ts';

const timeoutMs = 300_000;

describe.skipIf(!process.env.KAFKA_BROKERS_TEST)(
  'events that pass through Kafka while processes are killed',
  () => {
    it(
      'reach its readers at least once, in the order of their keys',
      async () => {
        const result = await tortureOutbox({
          events: 400,
          serverUrl: process.env.DATABASE_URL_TEST ?? null,
          writers: 2,
          relays: 2,
          writerKills: 2,
          relayKills: 2,
          kafkaBrokers: (process.env.KAFKA_BROKERS_TEST ?? '').split(','),
        });
        expect(result).toMatchObject({ lost: 0, outOfOrder: 0, phantoms: 0, doubledEffects: 0, gaps: 0 });
        expect(result.throughBus).toBeGreaterThanOrEqual(result.events);
      },
      timeoutMs,
    );
  },
);
