import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrgId } from '@allo/contracts';
import type { BusRecord } from '@allo/contracts/ports';
import { createSilentLog, createSystemClock } from '@allo/kernel';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startKafka } from '../../testing/integration/index.ts';
import { freePort } from '../../testing/server/index.ts';
import { createKafkaEventBus, type KafkaEventBus } from './index.ts';

const clock = createSystemClock();
const log = createSilentLog();
const patience = { timeout: 60_000, interval: 50 };

function recordsOf(key: string, from: number, count: number): BusRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    orgId: '01900000-0000-7000-8000-000000000001' as OrgId,
    key,
    eventId: randomUUID(),
    position: from + index,
    value: { number: from + index },
  }));
}

/** As the relay does: the same batch again until it is taken. */
async function publishUntilTaken(bus: KafkaEventBus, records: BusRecord[]): Promise<void> {
  await vi.waitFor(() => bus.publish('call-events', records), patience);
}

const positionsOf = (records: readonly BusRecord[]): number[] => [
  ...new Set(records.map(({ position }) => position)),
];

describe.skipIf(!process.env.KAFKA_BROKERS_TEST)('Kafka that goes away', () => {
  let folder: string;
  let port: number;
  let server: { close(): Promise<void> };
  let bus: KafkaEventBus;

  const start = async (login?: { username: string; password: string }): Promise<void> => {
    const answer = await startKafka({ port, folder, ...(login && { login }) });
    if (!answer.isRunning) throw new Error(answer.reason);
    server = answer;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'allo-kafka-'));
    port = await freePort();
    bus = createKafkaEventBus({
      brokers: [`127.0.0.1:${port}`],
      clientId: 'allo-test',
      isTls: false,
      sasl: null,
      clock,
      log,
    });
  });
  afterEach(async () => {
    await bus.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('stopped and started again / publishing is refused, then everything arrives, in order', async () => {
    await start();
    const got: BusRecord[] = [];
    const take = async (record: BusRecord) => void got.push(record);
    await vi.waitFor(() => bus.consume('call-events', 'readers', take), patience);
    await bus.publish('call-events', recordsOf('k', 0, 10));
    await vi.waitFor(() => expect(positionsOf(got)).toHaveLength(10), patience);

    await server.close();
    const waiting = recordsOf('k', 10, 10);
    await expect(bus.publish('call-events', waiting)).rejects.toMatchObject({
      code: 'unavailable',
      retryable: true,
    });
    expect(bus.state()).toMatchObject({ state: 'degraded', reason: 'unreachable' });

    await start();
    await publishUntilTaken(bus, waiting);
    await bus.publish('call-events', recordsOf('k', 20, 10));
    await vi.waitFor(() => expect(positionsOf(got)).toHaveLength(30), patience);
    expect(positionsOf(got)).toEqual(Array.from({ length: 30 }, (_, index) => index));
    await vi.waitFor(() => expect(bus.state()).toEqual({ state: 'ok' }), patience);
  }, 180_000);

  it('closed while it is away / ends, and waits for no broker', async () => {
    await start();
    const take = async () => undefined;
    await vi.waitFor(() => bus.consume('call-events', 'readers', take), patience);
    await server.close();
    await vi.waitFor(() => expect(bus.state()).toMatchObject({ state: 'degraded' }), patience);
    // Somebody is publishing at that moment.
    const refused = expect(bus.publish('call-events', recordsOf('k', 0, 1))).rejects.toMatchObject({
      retryable: true,
    });
    const late = clock.sleep(20_000).then(() => 'too late');
    expect(await Promise.race([bus.close().then(() => 'closed'), late])).toBe('closed');
    await refused;
  }, 180_000);

  it('absent at the start / said at once, found when it comes', async () => {
    await bus.check();
    expect(bus.state()).toMatchObject({ state: 'degraded', reason: 'unreachable' });
    await expect(bus.consume('call-events', 'readers', async () => undefined)).rejects.toMatchObject({
      retryable: true,
    });
    await start();
    await vi.waitFor(() => expect(bus.state()).toEqual({ state: 'ok' }), patience);
    await bus.publish('call-events', recordsOf('k', 0, 1));
  }, 180_000);

  it('an event beyond every measure / is refused for good, the next one passes', async () => {
    await start();
    const [record] = recordsOf('k', 0, 1) as [BusRecord];
    const huge = { ...record, value: 'щ'.repeat(6 * 1024 * 1024) };
    await expect(bus.publish('call-events', [huge])).rejects.toMatchObject({
      code: 'too_large',
      retryable: false,
    });
    await bus.publish('call-events', [record]);
    expect(bus.state()).toEqual({ state: 'ok' });
  }, 180_000);

  it('a broker that asks who we are / takes the right password, and a wrong one is said to be refused', async () => {
    await start({ username: 'allo', password: 'right' });
    const known = (password: string) =>
      createKafkaEventBus({
        brokers: [`127.0.0.1:${port}`],
        clientId: 'allo-test',
        isTls: false,
        sasl: { mechanism: 'PLAIN', username: 'allo', password },
        clock,
        log,
      });
    const [right, wrong] = [known('right'), known('wrong')];
    try {
      await right.publish('call-events', recordsOf('k', 0, 1));
      expect(right.state()).toEqual({ state: 'ok' });
      await expect(wrong.publish('call-events', recordsOf('k', 1, 1))).rejects.toMatchObject({
        code: 'unavailable',
      });
      expect(wrong.state()).toMatchObject({ state: 'degraded', reason: 'refused' });
      // Without a name at all it is not let in either.
      await expect(bus.publish('call-events', recordsOf('k', 2, 1))).rejects.toMatchObject({
        retryable: true,
      });
    } finally {
      await Promise.all([right.close(), wrong.close()]);
    }
  }, 180_000);
});
