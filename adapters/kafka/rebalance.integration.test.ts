import { randomUUID } from 'node:crypto';
import type { OrgId } from '@allo/contracts';
import type { BusRecord, BusSubscription } from '@allo/contracts/ports';
import { createSeededRandom, createSilentLog, createSystemClock } from '@allo/kernel';
import { Producer, stringSerializers } from '@platformatic/kafka';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKafkaEventBus, type KafkaEventBus } from './index.ts';

const brokers = (process.env.KAFKA_BROKERS_TEST ?? '').split(',');
const clock = createSystemClock();
const patience = { timeout: 90_000, interval: 100 };
const orgId = '01900000-0000-7000-8000-000000000001' as OrgId;

describe.skipIf(!process.env.KAFKA_BROKERS_TEST)('readers of one group on a broker', () => {
  let topicPrefix: string;
  let buses: KafkaEventBus[];

  const open = (): KafkaEventBus => {
    const options = { brokers, clientId: 'allo-test', isTls: false, sasl: null, topicPrefix };
    const bus = createKafkaEventBus({ ...options, clock, log: createSilentLog() });
    buses.push(bus);
    return bus;
  };

  beforeEach(() => {
    topicPrefix = `test.${randomUUID()}.`;
    buses = [];
  });
  afterEach(async () => void (await Promise.all(buses.map((bus) => bus.close()))));

  it('come and go, fail and get everything twice / nothing is lost, each key keeps its order', async () => {
    const random = createSeededRandom(7);
    const [keys, batches, perBatch] = [40, 100, 50];
    const seen: BusRecord[] = [];
    const take = async (record: BusRecord): Promise<void> => {
      if (random.below(100) === 0) throw new Error('not now');
      seen.push(record);
    };
    const readers: BusSubscription[] = [await open().consume('tool-events', 'readers', take)];
    const publisher = open();
    const nextOf = new Map<string, number>();
    let position = 0;
    for (let batch = 0; batch < batches; batch++) {
      const records = Array.from({ length: perBatch }, (): BusRecord => {
        const key = `key-${random.below(keys)}`;
        const number = nextOf.get(key) ?? 0;
        nextOf.set(key, number + 1);
        return { orgId, key, eventId: randomUUID(), position: ++position, value: number };
      });
      await publisher.publish('tool-events', records);
      if (random.below(5) === 0) await publisher.publish('tool-events', records);
      if (batch % 20 === 10) readers.push(await open().consume('tool-events', 'readers', take));
      if (batch % 20 === 0 && readers.length > 1) await readers.shift()?.close();
    }
    const distinct = () => new Set(seen.map(({ eventId }) => eventId)).size;
    await vi.waitFor(() => expect(distinct()).toBe(batches * perBatch), patience);

    const outOfOrder: string[] = [];
    for (const [key, count] of nextOf) {
      const first = [...new Set(seen.filter((record) => record.key === key).map(({ value }) => value))];
      if (first.some((value, index) => value !== index) || first.length !== count) outOfOrder.push(key);
    }
    expect(outOfOrder).toEqual([]);
  }, 180_000);

  it('what others write to the topic / is passed over', async () => {
    const got: BusRecord[] = [];
    const bus = open();
    await bus.consume('agent-events', 'readers', async (record) => void got.push(record));
    const stranger = new Producer({
      clientId: 'stranger',
      bootstrapBrokers: brokers,
      serializers: stringSerializers,
    });
    const topic = `${topicPrefix}agent-events`;
    await stranger.send({
      messages: [
        { topic, key: 'k', value: 'not JSON' },
        { topic, key: 'k', value: '{}', headers: { 'event-id': 'e', position: 'many', 'org-id': orgId } },
        { topic, value: '{}' },
      ],
    });
    await stranger.close();
    const record: BusRecord = { orgId, key: 'k', eventId: randomUUID(), position: 1, value: { ours: true } };
    await bus.publish('agent-events', [record]);
    await vi.waitFor(() => expect(got).toEqual([record]), patience);
  }, 120_000);
});
