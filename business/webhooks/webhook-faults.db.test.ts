import { createOutgoingHttp } from '@allo/adapters/outgoing-http';
import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import type { OrgId } from '@allo/contracts';
import { createWebhookSchema } from '@allo/contracts/http';
import type { OutgoingHttp } from '@allo/contracts/ports';
import {
  createIds,
  createMasterKeys,
  createSeededRandom,
  createSilentLog,
  createSystemClock,
  type Random,
  VirtualClock,
} from '@allo/kernel';
import { startWebhookReceiver, type WebhookReceiver } from '@allo/testing/stand-ins/webhook-receiver';
import { ne } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../access/actor.ts';
import type { TenantDatabase } from '../deps.ts';
import { migrationsFolder } from '../migrations/folder.ts';
import { organisations, webhookDeliveries } from '../schema/index.ts';
import { otherOrganisation } from '../tenancy/testing.ts';
import { createEndpoint } from './create-endpoint.ts';
import { createWebhookDispatcher, type WebhookDispatcher } from './dispatcher.ts';
import { queueDeliveries } from './queue-deliveries.ts';

const orgs = ['a', 'b', 'c'].map((end) => `00000000-0000-7000-8000-00000000000${end}` as OrgId);
const clock = new VirtualClock();
const random = createSeededRandom(20260302);
const eventsPerRound = 4;
const rounds = 25;

let database: TestDatabase;
let http: OutgoingHttp;
const receivers = new Map<OrgId, WebhookReceiver>();

beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  await database.owner.insert(organisations).values(orgs.map(otherOrganisation));
  http = createOutgoingHttp({ clock: createSystemClock(), allowedNetworks: ['127.0.0.1'] });
});
afterAll(async () => {
  http?.close();
  for (const receiver of receivers.values()) await receiver.close();
  await database?.dispose();
});

const chance = (share: number, source: Random = random) => source.next() < share;

/** A process among others on the database: it dies when told to, and until then its database fails now and then. */
function startProcess() {
  let isDead = false;
  const fail = (what: string) => Promise.reject(new Error(what));
  const faulty =
    <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (isDead) return fail('the process is dead');
      if (chance(0.08)) return fail('the database does not answer');
      const result = await run(...args);
      if (isDead) return fail('the process is dead');
      // Committed, but the word of it was lost.
      return chance(0.08) ? fail('the connection broke') : result;
    };
  const db = {
    inOrganisation: faulty(database.db.inOrganisation),
    acrossOrganisations: faulty(database.db.acrossOrganisations),
  } as TenantDatabase;
  const dispatcher = createWebhookDispatcher({
    ...deps(),
    db,
    random,
    limits: { total: 6, perOrganisation: 4, perEndpoint: 2 },
    http: {
      send: async (...asked) => {
        const reply = await http.send(...asked);
        return chance(0.1) ? { kind: 'failed', code: 'broken_reply', durationMs: 1 } : reply;
      },
    },
  });
  return {
    dispatcher,
    die: () => {
      isDead = true;
    },
  };
}

const deps = () => ({
  db: database.db,
  clock,
  ids: createIds(clock),
  log: createSilentLog(),
  masterKeys: createMasterKeys([Buffer.alloc(32, 1).toString('base64')]),
  http,
});

describe('webhooks among faults', () => {
  it('databases that fail, answers that are lost, processes that die / every event is acted on exactly once', async () => {
    for (const orgId of orgs) {
      const receiver = await startWebhookReceiver({ nowMs: () => clock.wallTime() });
      receivers.set(orgId, receiver);
      const wanted = createWebhookSchema.parse({ url: receiver.url });
      receiver.trust((await createEndpoint(deps(), orgId, systemActor('test'), wanted)).secret);
    }
    const told = new Map<OrgId, string[]>(orgs.map((orgId) => [orgId, []]));
    let processes = [startProcess(), startProcess(), startProcess()];
    const everyone: WebhookDispatcher[] = processes.map(({ dispatcher }) => dispatcher);

    for (let round = 0; round < rounds + 40; round++) {
      for (const orgId of orgs) if (round < rounds) await tell(orgId, told.get(orgId) ?? []);
      for (const receiver of receivers.values())
        receiver.behave(round < rounds && chance(0.3) ? { status: 500 } : { status: 200 });
      const working = processes.map(({ dispatcher }) => dispatcher.idle());
      if (round < rounds && chance(0.5)) {
        const [first, ...others] = processes;
        first?.die();
        const born = startProcess();
        everyone.push(born.dispatcher);
        processes = [...others, born];
      }
      await Promise.all(working);
      // Somebody sets the clock of the machine, in the end right.
      if (round < rounds && chance(0.2)) clock.jump(chance(0.5) ? 3_600_000 : -3_600_000);
      await clock.advance(round < rounds ? 20_000 : 3_600_000);
    }
    for (const dispatcher of everyone) await dispatcher.stop?.();

    const left = await database.owner
      .select({ state: webhookDeliveries.state })
      .from(webhookDeliveries)
      .where(ne(webhookDeliveries.state, 'delivered'));
    expect(left).toEqual([]);
    let repeated = 0;
    for (const [orgId, receiver] of receivers) {
      const acted = receiver.processed.map(({ id }) => id).sort();
      expect(acted).toEqual((told.get(orgId) ?? []).map((id) => `msg_${id}`).sort());
      expect(receiver.received.every(({ isVerified }) => isVerified)).toBe(true);
      repeated += receiver.received.filter(({ isRepeated }) => isRepeated).length;
    }
    // There were faults to survive.
    expect(everyone.length).toBeGreaterThan(8);
    expect(repeated).toBeGreaterThan(10);
  });

  async function tell(orgId: OrgId, ids: string[]): Promise<void> {
    const source = createIds(clock);
    const events = Array.from({ length: eventsPerRound }, () => ({
      id: source.uuid(),
      type: 'call.ended',
      timestamp: new Date(clock.wallTime()).toISOString(),
      data: {},
    }));
    ids.push(...events.map(({ id }) => id));
    await database.db.acrossOrganisations('events', (tx) => queueDeliveries(tx, deps(), orgId, events));
  }
});
