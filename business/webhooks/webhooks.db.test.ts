import { type WebhookReceiver } from '@allo/testing/stand-ins/webhook-receiver';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditLog, outbox } from '../schema/index.ts';
import { getDelivery } from './get-delivery.ts';
import { InFlight } from './in-flight.ts';
import { leaseDue } from './lease-due.ts';
import { listEndpoints } from './list-endpoints.ts';
import { replayDelivery, replayRange } from './replay-deliveries.ts';
import { updateEndpoint } from './update-endpoint.ts';
import {
  anna,
  boris,
  hourMs,
  actor,
  limits,
  deliveriesOf,
  database,
  clock,
  deps,
  http,
  disabled,
  dispatcherOf,
  receiverOf,
  tell,
  forgetLastEvent,
  useWebhookRig,
} from '../../testing/webhooks/webhook-rig.ts';

useWebhookRig();

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
    forgetLastEvent();
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
