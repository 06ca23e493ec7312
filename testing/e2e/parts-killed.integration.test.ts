import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKafkaEventBus, type KafkaEventBus } from '@allo/adapters/kafka';
import { outboxEventSchema } from '@allo/contracts/events';
import { readinessSchema } from '@allo/contracts/http';
import { createSilentLog, createSystemClock } from '@allo/kernel';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startKafka, startRedis } from '../integration/index.ts';
import {
  claimServer,
  freePort,
  type Owner,
  type ServerProcess,
  startServerProcess,
} from '../server/index.ts';
import { createSipCaller, type SipCaller } from '../sip-caller/index.ts';
import { CallApi } from './call-api.ts';

const clock = createSystemClock();
const patience = { timeout: 60_000, interval: 100 };
const requestsPerMinute = 1000;

/** One server of Allo whose Redis and Kafka are taken away under it. */
describe.skipIf(!process.env.REDIS_URL_TEST || !process.env.KAFKA_BROKERS_TEST)('parts that go away', () => {
  let folder: string;
  let ports: { redis: number; kafka: number };
  let redis: { close(): Promise<void> };
  let kafka: { close(): Promise<void> };
  let server: ServerProcess;
  let owner: Owner;
  let caller: SipCaller;
  let reader: KafkaEventBus;
  const told: Array<{ id: string; callId: string | null; seq: number | null; type: string }> = [];

  const startRedisAgain = async () => {
    const answer = await startRedis({ port: ports.redis });
    if (!answer.isRunning) throw new Error(answer.reason);
    redis = answer;
  };
  const startKafkaAgain = async () => {
    const answer = await startKafka({ port: ports.kafka, folder });
    if (!answer.isRunning) throw new Error(answer.reason);
    kafka = answer;
  };
  const readiness = async () => {
    const reply = await fetch(`${server.httpUrl}/ready`);
    return { code: reply.status, ...readinessSchema.parse(await reply.json()) };
  };
  const says = (id: string, state: string) =>
    vi.waitFor(async () => {
      const { code, parts } = await readiness();
      expect([code, parts.find((part) => part.id === id)?.state]).toEqual([200, state]);
    }, patience);
  const call = async (from: string): Promise<string> => {
    const placed = await caller.call({ uri: `sip:lidia@127.0.0.1:${server.sipPort}`, from });
    await placed.hangUp();
    await placed.ended;
    return (await new CallApi(server.httpUrl, owner).from(from, ({ endedAt }) => endedAt !== null)).id;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'allo-kafka-'));
    ports = { redis: await freePort(), kafka: await freePort() };
    await Promise.all([startRedisAgain(), startKafkaAgain()]);
    caller = createSipCaller({ clock });
    await caller.start();
    server = await startServerProcess({
      env: {
        REDIS_URL: `redis://127.0.0.1:${ports.redis}`,
        KAFKA_BROKERS: `127.0.0.1:${ports.kafka}`,
        REQUESTS_PER_MINUTE: String(requestsPerMinute),
      },
    });
    owner = await claimServer(server);
    reader = createKafkaEventBus({
      brokers: [`127.0.0.1:${ports.kafka}`],
      clientId: 'a-program-of-the-users',
      isTls: false,
      sasl: null,
      clock,
      log: createSilentLog(),
    });
    const take = async ({ value }: { value: unknown }) => void told.push(outboxEventSchema.parse(value));
    await vi.waitFor(() => reader.consume('call-events', 'readers', take), patience);
  });
  afterAll(async () => {
    await caller?.close();
    await server?.stop();
    await server?.dispose();
    await reader?.close();
    await redis?.close();
    await kafka?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('Redis / requests are limited from memory, the state says degraded, and it comes back', async () => {
    await says('redis', 'ok');
    const remaining = async () => {
      const reply = await fetch(`${server.httpUrl}/v1/agents`, { headers: owner.headers });
      await reply.arrayBuffer();
      return { status: reply.status, left: Number(reply.headers.get('ratelimit-remaining')) };
    };
    const before = await remaining();
    expect(before).toMatchObject({ status: 200 });
    await redis.close();
    await says('redis', 'degraded');
    // What was allowed before counts, and what is asked now, up to the limit.
    let { status, left } = await remaining();
    expect([status, left]).toEqual([200, before.left - 1]);
    for (let tries = 0; status === 200 && tries < requestsPerMinute; tries++) {
      ({ status, left } = await remaining());
    }
    expect([status, left]).toEqual([429, 0]);
    await startRedisAgain();
    await says('redis', 'ok');
    expect(await remaining()).toMatchObject({ status: 200 });
  });

  it('Kafka / calls go on, what happens waits, and is told once and in order when it is back', async () => {
    await says('kafka', 'ok');
    const calls = [await call('79001110001')];
    await vi.waitFor(() => expect(told.at(-1)?.type).toBe('call.ended'), patience);
    await kafka.close();
    calls.push(await call('79001110002'));
    await says('kafka', 'degraded');
    calls.push(await call('79001110003'));
    expect(told.every(({ callId }) => callId === calls[0])).toBe(true);
    await startKafkaAgain();
    await vi.waitFor(
      () =>
        expect(told.filter(({ type }) => type === 'call.ended').map(({ callId }) => callId)).toEqual(calls),
      patience,
    );
    const unique = [...new Map(told.map((one) => [one.id, one])).values()];
    for (const callId of calls) {
      const numbers = unique.filter((one) => one.callId === callId).map(({ seq }) => Number(seq));
      expect(numbers.length).toBeGreaterThan(2);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      expect(unique.find((one) => one.callId === callId)?.type).toBe('call.initiated');
    }
    await says('kafka', 'ok');
  });
});
