import type { OrgId } from '@allo/contracts';
import type { Role } from '@allo/contracts/access';
import type { OutboxEvent } from '@allo/contracts/events';
import { createWebhookSchema } from '@allo/contracts/http';
import { createMasterKeys } from '@allo/kernel';
import { count } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditLog, members, webhookDeliveries, webhookEndpoints } from '../schema/index.ts';
import { changeRetention } from '../privacy/retention-rules.ts';
import { createEndpoint } from './create-endpoint.ts';
import { deleteEndpoint } from './delete-endpoint.ts';
import { disabledLetters } from './disabled-letter.ts';
import { getDelivery } from './get-delivery.ts';
import { listDeliveries } from './list-deliveries.ts';
import { listEndpoints } from './list-endpoints.ts';
import { pruneDeliveries } from './prune-deliveries.ts';
import { replayDelivery, replayRange } from './replay-deliveries.ts';
import { rotateSecret } from './rotate-secret.ts';
import { sendTest } from './send-test.ts';
import { updateEndpoint } from './update-endpoint.ts';
import { createWebhookConsumer } from './webhook-consumer.ts';
import {
  anna,
  boris,
  hourMs,
  actor,
  eventId,
  deliveriesOf,
  database,
  clock,
  deps,
  dispatcherOf,
  receiverOf,
  tell,
  nextEvent,
  useWebhookRig,
} from '../../testing/webhooks/webhook-rig.ts';

useWebhookRig();

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
    const event = (orgId: OrgId, type: 'call.ended' | 'lead.created', number = nextEvent()): OutboxEvent => ({
      position: number,
      id: eventId(number),
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
