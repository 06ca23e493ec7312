import { tortureOutbox } from '@allo/testing/torture';
import { type Bench, rounded } from './bench.ts';

/** Whether an event can be lost, doubled or put out of order when processes die at any moment. */
export const outboxBench: Bench = {
  name: 'outbox',
  summary: 'events told, relayed and consumed by processes that are killed at random',
  async run(options) {
    const serverUrl = process.env.DATABASE_URL_TEST ?? null;
    const kafkaBrokers = process.env.KAFKA_BROKERS_TEST?.split(',') ?? null;
    const { writerKills = '24', relayKills = '5', writers = '3', relays = '2', events = '10000' } = options;
    const result = await tortureOutbox({
      events: Number(events),
      serverUrl,
      writers: Number(writers),
      relays: Number(relays),
      writerKills: Number(writerKills),
      relayKills: Number(relayKills),
      kafkaBrokers,
    });
    const { repeatedTellings, repeatedDeliveries, seconds, throughBus, ...figures } = result;
    const notes = [
      `${repeatedTellings} tellings and ${repeatedDeliveries} deliveries came again and were recognised by their id.`,
    ];
    if (serverUrl === null)
      notes.push('Without DATABASE_URL_TEST one process on the embedded database does everything.');
    if (kafkaBrokers === null) notes.push('Without KAFKA_BROKERS_TEST nothing went through Kafka.');
    return {
      figures: {
        ...figures,
        duplicatesRecognised: repeatedTellings + repeatedDeliveries,
        throughKafka: throughBus,
        seconds: rounded(seconds),
      },
      conditions: {
        database: serverUrl === null ? 'PGlite (embedded)' : 'PostgreSQL',
        bus: kafkaBrokers === null ? 'none' : 'Kafka',
        writers: serverUrl === null ? 1 : Number(writers),
        relays: serverUrl === null ? 1 : Number(relays),
      },
      notes,
    };
  },
};
