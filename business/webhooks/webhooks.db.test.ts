import { createOutgoingHttp } from '@allo/adapters/outgoing-http';
import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import type { OrgId } from '@allo/contracts';
import type { Role } from '@allo/contracts/access';
import type { OutboxEvent } from '@allo/contracts/events';
import { type CreateWebhook, createWebhookSchema } from '@allo/contracts/http';
import type { OutgoingHttp } from '@allo/contracts/ports';
import {
  createIds,
  createMasterKeys,
  createSeededRandom,
  createSilentLog,
  createSystemClock,
  VirtualClock,
} from '@allo/kernel';
import { startWebhookReceiver, type WebhookReceiver } from '@allo/testing/stand-ins/webhook-receiver';
import { count, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor } from '../access/actor.ts';
import { migrationsFolder } from '../migrations/folder.ts';
import {
  auditLog,
  members,
  organisations,
  outbox,
  webhookDeliveries,
  webhookEndpoints,
} from '../schema/index.ts';
import { changeRetention } from '../privacy/retention-rules.ts';
import { otherOrganisation } from '../tenancy/testing.ts';
import { createEndpoint } from './create-endpoint.ts';
import { deleteEndpoint } from './delete-endpoint.ts';
import { disabledLetters } from './disabled-letter.ts';
import { createWebhookDispatcher, type DispatcherOptions, type WebhookDispatcher } from './dispatcher.ts';
import { getDelivery } from './get-delivery.ts';
import { InFlight } from './in-flight.ts';
import { leaseDue } from './lease-due.ts';
import { listDeliveries } from './list-deliveries.ts';
import { listEndpoints } from './list-endpoints.ts';
import { pruneDeliveries } from './prune-deliveries.ts';
import { queueDeliveries } from './queue-deliveries.ts';
import { replayDelivery, replayRange } from './replay-deliveries.ts';
import { rotateSecret } from './rotate-secret.ts';
import { sendTest } from './send-test.ts';
import { updateEndpoint } from './update-endpoint.ts';
import { createWebhookConsumer } from './webhook-consumer.ts';
import type { DisabledWebhook, WebhookDeps } from './webhook-deps.ts';

const [anna, boris] = [
  '00000000-0000-7000-8000-00000000000a' as OrgId,
  '00000000-0000-7000-8000-00000000000b' as OrgId,
];
const hourMs = 3_600_000;
const actor = systemActor('test');
const limits = { total: 8, perOrganisation: 6, perEndpoint: 2 };
const eventId = (number: number) => `01959999-0000-7000-8000-${String(number).padStart(12, '0')}`;

let database: TestDatabase;
let clock: VirtualClock;
let deps: WebhookDeps;
let http: OutgoingHttp;
let disabled: DisabledWebhook[];
const receivers: WebhookReceiver[] = [];
const dispatchers: WebhookDispatcher[] = [];

beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  await database.owner.insert(organisations).values([otherOrganisation(anna), otherOrganisation(boris)]);
});
afterAll(() => database?.dispose());

beforeEach(async () => {
  await database.owner.delete(webhookEndpoints);
  clock = new VirtualClock();
  // Real time on the network: virtual time moves only while nothing is under way.
  http = createOutgoingHttp({ clock: createSystemClock(), allowedNetworks: ['127.0.0.1'] });
  deps = {
    db: database.db,
    clock,
    ids: createIds(clock),
    log: createSilentLog(),
    masterKeys: createMasterKeys([Buffer.alloc(32, 1).toString('base64')]),
    http,
  };
  disabled = [];
});
afterEach(async () => {
  for (const dispatcher of dispatchers.splice(0)) await dispatcher.stop?.();
  for (const receiver of receivers.splice(0)) await receiver.close();
  http.close();
});

function dispatcherOf(options: Partial<DispatcherOptions> = {}): WebhookDispatcher {
  const dispatcher = createWebhookDispatcher({
    ...deps,
    http,
    random: createSeededRandom(1),
    limits,
    onDisabled: async (one) => void disabled.push(one),
    ...options,
  });
  dispatchers.push(dispatcher);
  return dispatcher;
}

async function receiverOf(orgId: OrgId, wanted: Partial<CreateWebhook> = {}) {
  const receiver = await startWebhookReceiver({ nowMs: () => clock.wallTime() });
  receivers.push(receiver);
  const made = await createEndpoint(
    deps,
    orgId,
    actor,
    createWebhookSchema.parse({ url: receiver.url, ...wanted }),
  );
  receiver.trust(made.secret);
  return { receiver, id: made.id, secret: made.secret };
}

let told = 0;
function tell(orgId: OrgId, number = 1, type = 'call.ended'): Promise<number> {
  const events = Array.from({ length: number }, () => ({
    id: eventId(++told),
    type,
    timestamp: new Date(clock.wallTime()).toISOString(),
    data: { callId: eventId(told), seq: 9 },
  }));
  return database.db.acrossOrganisations('events', (tx) => queueDeliveries(tx, deps, orgId, events));
}

const deliveriesOf = async (orgId: OrgId, id: string) =>
  (await listDeliveries(deps, orgId, id, { limit: 100 })).items;

describe('a delivery', () => {
  it('to a receiver that is well / arrives once, verified by the official library, and is logged', async () => {
    const { receiver, id } = await receiverOf(anna);
    receiver.behave({ status: 202, body: 'спасибо' });
    await tell(anna);
    await dispatcherOf().idle();
    expect(receiver.received).toHaveLength(1);
    const [request] = receiver.received;
    expect(request).toMatchObject({ isVerified: true, payload: { type: 'call.ended' } });
    expect(request?.headers['content-type']).toBe('application/json; charset=utf-8');
    const [delivery] = await deliveriesOf(anna, id);
    expect(delivery).toMatchObject({
      state: 'delivered',
      attempts: 1,
      lastStatus: 202,
      messageId: request?.id,
    });
    expect(await getDelivery(deps, anna, id, delivery?.id ?? '')).toMatchObject({
      body: request?.body,
      log: [{ number: 1, status: 202, error: null, responseBody: 'спасибо' }],
    });
  });

  it('of the same event read twice / is one', async () => {
    const { receiver } = await receiverOf(anna);
    const first = await tell(anna);
    told -= 1;
    expect([first, await tell(anna)]).toEqual([1, 0]);
    await dispatcherOf().idle();
    expect(receiver.received).toHaveLength(1);
  });

  it('failing three times / comes with the same id until it succeeds', async () => {
    const { receiver, id } = await receiverOf(anna);
    receiver.behave(
      { status: 500 },
      'reset',
      { status: 302, headers: { location: '/other' } },
      { status: 200 },
    );
    await tell(anna);
    const dispatcher = dispatcherOf();
    for (const waitMs of [0, 6000, 72_000, 720_000]) {
      await clock.advance(waitMs);
      await dispatcher.idle();
    }
    expect(new Set(receiver.received.map((one) => one.id)).size).toBe(1);
    expect(receiver.received.map((one) => one.path)).toEqual(['/hook', '/hook', '/hook', '/hook']);
    const [delivery] = await deliveriesOf(anna, id);
    const { log } = await getDelivery(deps, anna, id, delivery?.id ?? '');
    expect(log.map(({ error }) => error)).toEqual(['status_500', 'broken_reply', 'status_302', null]);
    expect(delivery?.state).toBe('delivered');
  });

  it('whose answer is lost / comes again, and the receiver knows it by its id', async () => {
    const { receiver } = await receiverOf(anna);
    await tell(anna);
    const dispatcher = dispatcherOf({
      http: {
        send: async (...asked) => {
          const reply = await http.send(...asked);
          return receiver.received.length > 1 ? reply : { kind: 'failed', code: 'timeout', durationMs: 1 };
        },
      },
    });
    await dispatcher.idle();
    await clock.advance(6000);
    await dispatcher.idle();
    expect(receiver.received.map((one) => one.isRepeated)).toEqual([false, true]);
    expect(receiver.processed).toHaveLength(1);
  });

  it('asked to wait / the whole endpoint waits as long', async () => {
    const { receiver, id } = await receiverOf(anna);
    receiver.behave({ status: 429, headers: { 'retry-after': '600' } }, { status: 200 });
    await tell(anna);
    const dispatcher = dispatcherOf();
    await dispatcher.idle();
    await tell(anna);
    await clock.advance(599_000);
    await dispatcher.idle();
    expect(receiver.received).toHaveLength(1);
    await clock.advance(1000);
    await dispatcher.idle();
    expect(receiver.received).toHaveLength(3);
    expect((await deliveriesOf(anna, id)).every(({ state }) => state === 'delivered')).toBe(true);
  });

  it('only of events that are wanted / to endpoints that are on', async () => {
    const leads = await receiverOf(anna, { eventFilters: ['lead.*'] });
    const calls = await receiverOf(anna, { eventFilters: ['call.ended'] });
    const off = await receiverOf(anna, { isEnabled: false });
    await tell(anna, 1, 'lead.created');
    await tell(anna, 1, 'call.answered');
    await tell(anna, 1, 'call.ended');
    await dispatcherOf().idle();
    const types = ({ receiver }: { receiver: WebhookReceiver }) =>
      receiver.received.map((one) => one.payload.type);
    expect([leads, calls, off].map(types)).toEqual([['lead.created'], ['call.ended'], []]);
  });
});

describe('a receiver that is away', () => {
  it('for a day / gets everything afterwards, nothing twice', async () => {
    const { receiver, id } = await receiverOf(anna);
    receiver.behave({ status: 503 });
    const dispatcher = dispatcherOf();
    for (let hour = 0; hour < 48; hour++) {
      if (hour < 24) await tell(anna, 2);
      if (hour === 24) receiver.behave({ status: 200 });
      await clock.advance(hourMs);
      await dispatcher.idle();
    }
    const deliveries = await deliveriesOf(anna, id);
    expect(deliveries).toHaveLength(48);
    expect(deliveries.filter(({ state }) => state !== 'delivered')).toEqual([]);
    expect(new Set(receiver.processed.map((one) => one.id)).size).toBe(48);
    expect(receiver.processed.filter(({ isRepeated }) => isRepeated)).toEqual([]);
    expect((await listEndpoints(deps, anna, { limit: 5 })).items[0]).toMatchObject({
      isEnabled: true,
      failingSince: null,
    });
  });

  it('for three days / leaves dead letters after eight attempts; replay brings them all', async () => {
    const { receiver, id } = await receiverOf(anna);
    receiver.behave({ status: 503 });
    const since = new Date(clock.wallTime()).toISOString();
    await tell(anna, 5);
    const dispatcher = dispatcherOf();
    for (let hour = 0; hour < 72; hour++) {
      await clock.advance(hourMs);
      await dispatcher.idle();
    }
    const dead = await deliveriesOf(anna, id);
    expect(dead.map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(Array(5).fill('dead 8'));
    receiver.behave({ status: 200 });
    expect(await replayRange(deps, anna, id, { since, states: ['dead'] })).toBe(5);
    expect(await replayRange(deps, anna, id, { since, states: ['dead'] })).toBe(0);
    await dispatcher.idle();
    const after = await deliveriesOf(anna, id);
    expect(after.map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(Array(5).fill('delivered 9'));
    expect(new Set(receiver.received.map((one) => one.id)).size).toBe(5);
  });

  it('for six days / is switched off, audited, told of and noticed; switched on it gets what waited', async () => {
    const { receiver, id } = await receiverOf(anna);
    const watcher = await receiverOf(anna, { eventFilters: ['webhook.*'] });
    receiver.behave({ status: 500 });
    const dispatcher = dispatcherOf();
    for (let hour = 0; hour < 6 * 24 && disabled.length === 0; hour += 6) {
      await tell(anna);
      await clock.advance(6 * hourMs);
      await dispatcher.idle();
    }
    expect(disabled).toMatchObject([{ orgId: anna, id, reason: 'failing' }]);
    const [endpoint] = (await listEndpoints(deps, anna, { limit: 5 })).items.filter((one) => one.id === id);
    expect(endpoint).toMatchObject({ isEnabled: false, disabledReason: 'failing' });
    const [event] = await database.owner.select().from(outbox).where(eq(outbox.type, 'webhook.disabled'));
    expect(event).toMatchObject({ orgId: anna, payload: { webhookId: id, reason: 'failing' } });
    const entries = await database.owner
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, 'webhook.disabled'));
    expect(entries).toMatchObject([{ actorKind: 'system', actorId: 'webhooks', targetId: id }]);
    expect(await tell(anna)).toBe(0);
    expect(watcher.receiver.received).toEqual([]);

    const waiting = (await deliveriesOf(anna, id)).filter(({ state }) => state === 'pending').length;
    expect(waiting).toBeGreaterThan(0);
    receiver.behave({ status: 200 });
    await updateEndpoint(deps, anna, actor, id, { isEnabled: true }, '*');
    await clock.advance(24 * hourMs);
    await dispatcher.idle();
    expect(receiver.processed).toHaveLength(waiting);
  });

  it('for good: 410 / is switched off at once', async () => {
    const { receiver, id } = await receiverOf(anna);
    receiver.behave({ status: 410 });
    await tell(anna);
    const dispatcher = dispatcherOf();
    await dispatcher.idle();
    await clock.advance(48 * hourMs);
    await dispatcher.idle();
    expect(receiver.received).toHaveLength(1);
    expect(disabled).toMatchObject([{ id, reason: 'gone' }]);
    expect(await deliveriesOf(anna, id)).toMatchObject([{ state: 'dead', lastError: 'status_410' }]);
  });
});

describe('a receiver that hangs', () => {
  it('holds its own places / others of its organisation and of another get theirs meanwhile', async () => {
    const slow = await receiverOf(anna);
    const quick = await receiverOf(anna);
    const other = await receiverOf(boris);
    slow.receiver.behave('hang');
    await tell(anna, 20);
    await tell(boris, 20);
    const dispatcher = dispatcherOf();
    await dispatcher.start?.();
    await Promise.all([quick.receiver.until(20), other.receiver.until(20), slow.receiver.until(2)]);
    expect(slow.receiver.received).toHaveLength(2);
    expect(slow.receiver.pending).toBe(2);
  });

  it('is a failure after its time', async () => {
    const { receiver, id } = await receiverOf(anna);
    receiver.behave('hang');
    await tell(anna);
    await dispatcherOf({ attemptMs: 100 }).idle();
    expect(await deliveriesOf(anna, id)).toMatchObject([
      { state: 'pending', attempts: 1, lastStatus: null, lastError: 'timeout' },
    ]);
  });

  it('or a whole organisation of them / leaves places for others', async () => {
    const slow = await Promise.all(Array.from({ length: 6 }, () => receiverOf(anna)));
    for (const { receiver } of slow) receiver.behave('hang');
    const other = await receiverOf(boris);
    await tell(anna, 5);
    const dispatcher = dispatcherOf();
    await dispatcher.start?.();
    await Promise.all(slow.slice(0, 1).map(({ receiver }) => receiver.until(1)));
    await tell(boris, 30);
    dispatcher.wake();
    await other.receiver.until(30);
    expect(slow.reduce((sum, { receiver }) => sum + receiver.pending, 0)).toBe(limits.perOrganisation);
  });
});

describe('a process that dies', () => {
  it('with deliveries in hand / another sends them when the lease has run out', async () => {
    const { receiver } = await receiverOf(anna);
    await tell(anna, 2);
    const inFlight = new InFlight();
    expect(await leaseDue(deps, inFlight, { limits, leaseMs: 30_000 })).toHaveLength(2);
    const dispatcher = dispatcherOf();
    await dispatcher.idle();
    await clock.advance(29_999);
    await dispatcher.idle();
    expect(receiver.received).toEqual([]);
    await clock.advance(1);
    await dispatcher.idle();
    expect(receiver.processed).toHaveLength(2);
  });

  it('two that take at once / never the same', async () => {
    await receiverOf(anna);
    await receiverOf(boris);
    await tell(anna, 9);
    await tell(boris, 9);
    const taken = await Promise.all(
      Array.from({ length: 4 }, () => leaseDue(deps, new InFlight(), { limits, leaseMs: 30_000 })),
    );
    const ids = taken.flat().map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(limits.perEndpoint);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('stopped in time / gives back what it could not finish', async () => {
    const { receiver, id } = await receiverOf(anna);
    receiver.behave('hang', { status: 200 });
    await tell(anna);
    const dispatcher = dispatcherOf();
    await dispatcher.start?.();
    await receiver.until(1);
    await dispatcher.stop?.();
    expect(await deliveriesOf(anna, id)).toMatchObject([{ state: 'pending', attempts: 0 }]);
    await dispatcherOf().idle();
    expect(receiver.received).toHaveLength(2);
    expect(receiver.processed).toHaveLength(1);
  });

  it('while somebody replays what it is sending / the replay is sent too', async () => {
    const { receiver, id } = await receiverOf(anna);
    receiver.behave({ status: 500 }, { status: 200 });
    await tell(anna);
    const dispatcher = dispatcherOf({
      http: {
        send: async (...asked) => {
          const reply = await http.send(...asked);
          const [delivery] = await deliveriesOf(anna, id);
          if (receiver.received.length === 1) await replayDelivery(deps, anna, id, delivery?.id ?? '');
          return reply;
        },
      },
    });
    await dispatcher.idle();
    expect(await deliveriesOf(anna, id)).toMatchObject([{ state: 'delivered', attempts: 2 }]);
  });
});

describe('endpoints', () => {
  it('made / show their secret once and never again, and are audited without it', async () => {
    const { secret, id } = await receiverOf(anna);
    const seen = [
      await listEndpoints(deps, anna, { limit: 5 }),
      await database.owner.select().from(webhookEndpoints),
      await database.owner.select().from(auditLog),
    ];
    expect(secret).toMatch(/^whsec_/);
    expect(JSON.stringify(seen)).toContain(id);
    expect(JSON.stringify(seen)).not.toContain(secret.slice(6));
  });

  it.each([
    'http://127.0.0.2:8080/',
    'http://169.254.169.254/latest',
    'ftp://example.com/',
    'https://user:word@example.com/',
    'nonsense',
  ])('%s / bad_request', async (url) => {
    await expect(createEndpoint(deps, anna, actor, createWebhookSchema.parse({ url }))).rejects.toMatchObject(
      {
        code: 'bad_request',
      },
    );
  });

  it('rotated / both secrets sign until the overlap ends', async () => {
    const { receiver, id, secret } = await receiverOf(anna);
    const { secret: next } = await rotateSecret(deps, anna, actor, id, 24);
    const dispatcher = dispatcherOf();
    for (const [trusted, afterMs] of [
      [secret, 0],
      [next, 0],
      [next, 25 * hourMs],
    ] as const) {
      receiver.trust(trusted);
      await clock.advance(afterMs);
      await tell(anna);
      await dispatcher.idle();
    }
    expect(receiver.received.map((one) => one.isVerified)).toEqual([true, true, true]);
    receiver.trust(secret);
    await tell(anna);
    await dispatcher.idle();
    expect(receiver.received.at(-1)?.isVerified).toBe(false);
  });

  it('rotated without overlap / the old secret is worth nothing at once', async () => {
    const { receiver, id } = await receiverOf(anna);
    await rotateSecret(deps, anna, actor, id, 0);
    await tell(anna);
    await dispatcherOf().idle();
    expect(receiver.received.map((one) => one.isVerified)).toEqual([false]);
  });

  it('whose secret cannot be read / fail and are tried again, others go on', async () => {
    const broken = await receiverOf(anna);
    await tell(anna);
    const strange = createMasterKeys([Buffer.alloc(32, 2).toString('base64')]);
    await dispatcherOf({ masterKeys: strange }).idle();
    expect(await deliveriesOf(anna, broken.id)).toMatchObject([
      { state: 'pending', attempts: 1, lastError: 'secret_unreadable' },
    ]);
    expect(broken.receiver.received).toEqual([]);
  });

  it('changed by two at once / the second is told', async () => {
    const { id } = await receiverOf(anna);
    const changed = await updateEndpoint(deps, anna, actor, id, { description: 'n8n' }, 1);
    expect(changed).toMatchObject({ description: 'n8n', version: 2 });
    await expect(updateEndpoint(deps, anna, actor, id, { description: 'x' }, 1)).rejects.toMatchObject({
      code: 'precondition_failed',
    });
  });

  it('tested / get a webhook.test whatever they filter; off, they refuse', async () => {
    const { receiver, id } = await receiverOf(anna, { eventFilters: ['lead.created'] });
    await sendTest(deps, anna, id);
    await dispatcherOf().idle();
    expect(receiver.received).toMatchObject([{ isVerified: true, payload: { type: 'webhook.test' } }]);
    await updateEndpoint(deps, anna, actor, id, { isEnabled: false }, '*');
    await expect(sendTest(deps, anna, id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('removed / take their deliveries along, also what is being sent', async () => {
    const { receiver, id } = await receiverOf(anna);
    receiver.behave('hang');
    await tell(anna, 2);
    const dispatcher = dispatcherOf({ attemptMs: 300 });
    await dispatcher.start?.();
    await receiver.until(1);
    await deleteEndpoint(deps, anna, actor, id, '*');
    await dispatcher.idle();
    const [left] = await database.owner.select({ rows: count() }).from(webhookDeliveries);
    expect(left?.rows).toBe(0);
  });

  it('of another organisation / are as absent as none', async () => {
    const { id } = await receiverOf(anna);
    await tell(anna);
    const [delivery] = await deliveriesOf(anna, id);
    const since = '2026-01-01T00:00:00Z';
    const refused = { code: 'not_found' };
    await expect(listDeliveries(deps, boris, id, { limit: 5 })).rejects.toMatchObject(refused);
    await expect(getDelivery(deps, boris, id, delivery?.id ?? '')).rejects.toMatchObject(refused);
    await expect(replayDelivery(deps, boris, id, delivery?.id ?? '')).rejects.toMatchObject(refused);
    await expect(replayRange(deps, boris, id, { since, states: ['dead'] })).rejects.toMatchObject(refused);
    await expect(updateEndpoint(deps, boris, actor, id, {}, '*')).rejects.toMatchObject(refused);
    await expect(rotateSecret(deps, boris, actor, id, 1)).rejects.toMatchObject(refused);
    await expect(sendTest(deps, boris, id)).rejects.toMatchObject(refused);
    await expect(deleteEndpoint(deps, boris, actor, id, '*')).rejects.toMatchObject(refused);
    expect((await listEndpoints(deps, boris, { limit: 5 })).items).toEqual([]);
  });

  it('events of one organisation / never reach the endpoints of another', async () => {
    const hers = await receiverOf(anna);
    const his = await receiverOf(boris);
    await tell(anna, 3);
    await dispatcherOf().idle();
    expect([hers.receiver.received.length, his.receiver.received.length]).toEqual([3, 0]);
  });
});

describe('the follower of events', () => {
  it('of several organisations / makes deliveries for each of its own, and tells once that there are some', async () => {
    const hers = await receiverOf(anna);
    const his = await receiverOf(boris, { eventFilters: ['lead.*'] });
    let woken = 0;
    const consumer = createWebhookConsumer(deps, () => {
      woken += 1;
    });
    if (consumer.effect !== 'database') throw new Error('it must move with its position');
    const event = (orgId: OrgId, type: 'call.ended' | 'lead.created'): OutboxEvent => ({
      position: ++told,
      id: eventId(told),
      orgId,
      topic: 'call-events',
      key: orgId,
      type,
      at: '2026-03-02T09:00:00.000Z',
      callId: eventId(7),
      seq: 3,
      data: { reason: 'x' },
    });
    const batch = [event(anna, 'call.ended'), event(boris, 'call.ended'), event(boris, 'lead.created')];
    for (const events of [batch, batch]) {
      await database.db.acrossOrganisations('events', (tx) => consumer.handle(tx, events));
      consumer.committed?.();
    }
    await dispatcherOf().idle();
    expect(woken).toBe(1);
    expect(hers.receiver.received).toMatchObject([
      { id: `msg_${batch[0]?.id}`, payload: { data: { callId: eventId(7), seq: 3, reason: 'x' } } },
    ]);
    expect(his.receiver.received).toMatchObject([{ id: `msg_${batch[2]?.id}` }]);
  });
});

describe('letters about an endpoint that went off', () => {
  it('go to owners and admins of its organisation, each with a key of its own', async () => {
    const { id } = await receiverOf(anna);
    const member = (orgId: OrgId, role: Role) => ({
      orgId,
      userId: `${role}-${orgId.slice(-1)}`,
      role,
      email: `${role}-${orgId.slice(-1)}@example.com`,
      name: role,
      createdAt: new Date(clock.wallTime()),
    });
    await database.owner
      .insert(members)
      .values([member(anna, 'owner'), member(anna, 'admin'), member(anna, 'editor'), member(boris, 'owner')]);
    const letters = await disabledLetters(deps, {
      orgId: anna,
      id,
      url: 'https://example.com/hook',
      reason: 'gone',
    });
    expect(letters.map(({ to }) => to)).toEqual(['admin-a@example.com', 'owner-a@example.com']);
    expect(letters[0]?.text).toContain('https://example.com/hook');
    expect(new Set(letters.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2);
  });
});

describe('the log', () => {
  it('of many deliveries / comes in pages and by state', async () => {
    const { id } = await receiverOf(anna);
    await tell(anna, 3);
    await dispatcherOf().idle();
    await tell(anna, 2);
    const first = await listDeliveries(deps, anna, id, { limit: 3 });
    const second = await listDeliveries(deps, anna, id, { limit: 3, cursor: first.nextCursor ?? '' });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([3, 2, null]);
    expect((await listDeliveries(deps, anna, id, { limit: 9, state: 'pending' })).items).toHaveLength(2);
  });

  it('is kept for 30 days', async () => {
    const { id } = await receiverOf(anna);
    await tell(anna, 2);
    await dispatcherOf().idle();
    await clock.advance(29 * 24 * hourMs);
    await tell(anna);
    expect(await pruneDeliveries(deps)).toBe(0);
    await clock.advance(25 * hourMs);
    expect(await pruneDeliveries(deps)).toBe(2);
    expect(await deliveriesOf(anna, id)).toHaveLength(1);
  });

  it('is kept no longer than the organisation keeps what was said', async () => {
    const hers = await receiverOf(anna);
    const his = await receiverOf(boris);
    await changeRetention(deps, anna, actor, { transcripts: 5 });
    await tell(anna, 2);
    await tell(boris, 2);
    await dispatcherOf().idle();
    await clock.advance(5 * 24 * hourMs + 1000);
    expect(await pruneDeliveries(deps)).toBe(2);
    expect(await deliveriesOf(anna, hers.id)).toEqual([]);
    expect(await deliveriesOf(boris, his.id)).toHaveLength(2);
    await changeRetention(deps, anna, actor, { transcripts: null });
  });
});
