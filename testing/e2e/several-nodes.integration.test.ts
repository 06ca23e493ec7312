import { randomBytes, randomUUID } from 'node:crypto';
import { createKafkaEventBus, type KafkaEventBus } from '@allo/adapters/kafka';
import { outboxEventSchema } from '@allo/contracts/events';
import { createSilentLog, createSystemClock } from '@allo/kernel';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { claimServer, type Owner, startServerProcess, type ServerProcess } from '../server/index.ts';
import { CallApi } from './call-api.ts';
import { Telephone } from './telephone.ts';

const { DATABASE_URL_TEST, REDIS_URL_TEST, KAFKA_BROKERS_TEST } = process.env;
const patience = { timeout: 60_000, interval: 100 };

/** Two whole processes of Allo that share nothing but PostgreSQL, Redis and Kafka. */
describe.skipIf(!DATABASE_URL_TEST || !REDIS_URL_TEST || !KAFKA_BROKERS_TEST)('two nodes', () => {
  const name = `allo_test_${randomUUID().replaceAll('-', '')}`;
  const topicPrefix = `test.${randomUUID()}.`;
  const telephone = new Telephone();
  const told: Array<{ type: string; callId: string | null; seq: number | null }> = [];
  let one: ServerProcess;
  let other: ServerProcess;
  let owner: Owner;
  let bus: KafkaEventBus;

  beforeAll(async () => {
    await administer(`CREATE DATABASE ${name}`);
    const databaseUrl = new URL(DATABASE_URL_TEST as string);
    databaseUrl.pathname = `/${name}`;
    const env = {
      DATABASE_URL: databaseUrl.toString(),
      REDIS_URL: REDIS_URL_TEST as string,
      KAFKA_BROKERS: KAFKA_BROKERS_TEST as string,
      KAFKA_TOPIC_PREFIX: topicPrefix,
      SECRET_KEY: randomBytes(32).toString('base64'),
    };
    await telephone.start();
    one = await startServerProcess({ env });
    owner = await claimServer(one);
    other = await startServerProcess({ env });
    bus = createKafkaEventBus({
      brokers: (KAFKA_BROKERS_TEST as string).split(','),
      clientId: 'a-program-of-the-users',
      isTls: false,
      sasl: null,
      topicPrefix,
      clock: createSystemClock(),
      log: createSilentLog(),
    });
    await bus.consume('call-events', 'readers', async ({ value }) => {
      told.push(outboxEventSchema.parse(value));
    });
  });
  afterAll(async () => {
    await bus?.close();
    await telephone.close();
    for (const server of [one, other]) {
      await server?.stop();
      await server?.dispose();
    }
    await administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });

  const ask = async (server: ServerProcess, method: string, path: string) => {
    const response = await fetch(`${server.httpUrl}${path}`, { method, headers: owner.headers });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : null) as Record<string, unknown> };
  };

  it('Redis and Kafka are there / both say so', async () => {
    for (const server of [one, other]) {
      await vi.waitFor(async () => {
        const { parts } = (await ask(server, 'GET', '/ready')).body;
        expect(parts).toContainEqual({ id: 'redis', state: 'ok' });
        expect(parts).toContainEqual({ id: 'kafka', state: 'ok' });
      }, patience);
    }
  });

  it('a call on one / is seen and hung up from the other, and told to the readers of the topic in order', async () => {
    const phone = await telephone.call({
      uri: `sip:lidia@127.0.0.1:${one.sipPort}`,
      from: '79001112233',
    });
    await phone.listen();
    await vi.waitFor(async () => {
      expect((await ask(other, 'GET', '/v1/system')).body).toMatchObject({ activeCalls: 1 });
    }, patience);
    const call = await new CallApi(other.httpUrl, owner).from('79001112233', () => true);
    expect((await ask(other, 'POST', `/v1/calls/${call.id}/hang-up`)).status).toBe(202);
    expect(await phone.line.ended).toBe('remote-hung-up');

    const ofCall = () => told.filter(({ callId }) => callId === call.id);
    await vi.waitFor(() => expect(ofCall().at(-1)?.type).toBe('call.ended'), patience);
    expect(ofCall()[0]?.type).toBe('call.initiated');
    const numbers = ofCall().map(({ seq }) => seq);
    expect(numbers).toEqual(numbers.toSorted((a, b) => Number(a) - Number(b)));
    await vi.waitFor(async () => {
      expect((await ask(one, 'GET', '/v1/system')).body).toMatchObject({ activeCalls: 0 });
    }, patience);
  });
});

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: DATABASE_URL_TEST });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
