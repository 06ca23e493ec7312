import type { Random } from '@allo/kernel';
import { and, eq, gt, isNotNull, or } from 'drizzle-orm';
import { systemActor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Db } from '../deps.ts';
import { tellOf } from '../events/tell-of.ts';
import {
  type WebhookDeliveryRow,
  type WebhookEndpointRow,
  webhookAttempts,
  webhookDeliveries,
  webhookEndpoints,
} from '../schema/index.ts';
import { endpointView } from './endpoint-view.ts';
import type { Verdict } from './judge-reply.ts';
import type { LeasedDelivery } from './lease-due.ts';
import { type AttemptResult, reduceAttempt } from './reduce-attempt.ts';
import type { DisabledWebhook, WebhookDeps } from './webhook-deps.ts';

type FinishDeps = Pick<WebhookDeps, 'db' | 'clock' | 'ids'> & { random: Random };

/** One attempt as it went. */
export interface Attempt {
  verdict: Verdict;
  startedAtMs: number;
  durationMs: number;
}

/**
 * Writes down what an attempt came to, and what follows from it. A delivery whose lease another process took over, or
 * that was replayed meanwhile, keeps that newer state unless it has now arrived. Answers the endpoint if it went off.
 */
export function finishAttempt(
  deps: FinishDeps,
  leased: LeasedDelivery,
  attempt: Attempt,
): Promise<DisabledWebhook | null> {
  const { db, clock, random } = deps;
  const { verdict } = attempt;
  return db.inOrganisation(leased.orgId, async (tx) => {
    // Always the endpoint before the delivery, as removing an endpoint does, so that no two wait for each other.
    const endpoint = verdict.isDelivered ? null : await lockEndpoint(tx, leased);
    if (verdict.isDelivered) await forgetFailures(tx, leased);
    const delivery = await lockDelivery(tx, leased);
    if (!delivery) return null;
    const nowMs = clock.wallTime();
    const result = reduceAttempt(
      {
        attempts: delivery.attempts - delivery.attemptsBefore,
        endpoint: {
          isEnabled: endpoint?.isEnabled ?? false,
          failingSinceMs: endpoint?.failingSince?.getTime() ?? null,
          failedAttempts: endpoint?.failedAttempts ?? 0,
        },
      },
      verdict,
      nowMs,
      random,
    );
    await writeAttempt(tx, leased, delivery.attempts + 1, attempt);
    await writeDelivery(tx, leased, delivery, verdict, result, nowMs);
    return endpoint ? writeEndpoint(deps, tx, endpoint, result, nowMs) : null;
  });
}

async function lockDelivery(tx: Db, { orgId, id }: LeasedDelivery): Promise<WebhookDeliveryRow | undefined> {
  const [row] = await tx
    .select()
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.orgId, orgId), eq(webhookDeliveries.id, id)))
    .for('update');
  return row;
}

async function lockEndpoint(tx: Db, { orgId, endpointId }: LeasedDelivery) {
  const [row] = await tx
    .select()
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.orgId, orgId), eq(webhookEndpoints.id, endpointId)))
    .for('no key update');
  return row ?? null;
}

async function writeAttempt(
  tx: Db,
  { orgId, id }: LeasedDelivery,
  number: number,
  { verdict, startedAtMs, durationMs }: Attempt,
): Promise<void> {
  const { status, error, responseBody } = verdict;
  const at = new Date(startedAtMs);
  await tx
    .insert(webhookAttempts)
    .values({ orgId, deliveryId: id, number, at, durationMs, status, error, responseBody });
}

async function writeDelivery(
  tx: Db,
  { orgId, id, lease }: LeasedDelivery,
  row: WebhookDeliveryRow,
  { isDelivered, status, error }: Verdict,
  { delivery }: AttemptResult,
  nowMs: number,
): Promise<void> {
  const isOurs = row.lease === lease;
  const isPending = delivery.state === 'pending';
  await tx
    .update(webhookDeliveries)
    .set({
      attempts: row.attempts + 1,
      lastStatus: status,
      lastError: error,
      ...((isOurs || isDelivered) && {
        state: delivery.state,
        lease: null,
        dueAt: isPending ? new Date(delivery.dueAtMs) : row.dueAt,
        finishedAt: isPending ? null : new Date(nowMs),
      }),
    })
    .where(and(eq(webhookDeliveries.orgId, orgId), eq(webhookDeliveries.id, id)));
}

/** After a success; touches nothing, and waits for nobody, when there is nothing to forget. */
async function forgetFailures(tx: Db, { orgId, endpointId }: LeasedDelivery): Promise<void> {
  await tx
    .update(webhookEndpoints)
    .set({ failingSince: null, failedAttempts: 0, pausedUntil: null })
    .where(
      and(
        eq(webhookEndpoints.orgId, orgId),
        eq(webhookEndpoints.id, endpointId),
        or(gt(webhookEndpoints.failedAttempts, 0), isNotNull(webhookEndpoints.pausedUntil)),
      ),
    );
}

async function writeEndpoint(
  { ids }: Pick<FinishDeps, 'ids'>,
  tx: Db,
  row: WebhookEndpointRow,
  { endpoint }: AttemptResult,
  nowMs: number,
): Promise<DisabledWebhook | null> {
  const { failingSinceMs, failedAttempts, pausedUntilMs, disable } = endpoint;
  const now = new Date(nowMs);
  const changed: WebhookEndpointRow = {
    ...row,
    failingSince: failingSinceMs === null ? null : new Date(failingSinceMs),
    failedAttempts,
    pausedUntil: pausedUntilMs === null ? row.pausedUntil : new Date(pausedUntilMs),
    ...(disable && { isEnabled: false, disabledReason: disable, version: row.version + 1, updatedAt: now }),
  };
  const { orgId: _orgId, id: _id, ...columns } = changed;
  await tx
    .update(webhookEndpoints)
    .set(columns)
    .where(and(eq(webhookEndpoints.orgId, row.orgId), eq(webhookEndpoints.id, row.id)));
  if (!disable) return null;
  const orgId = row.orgId as DisabledWebhook['orgId'];
  await recordChange(tx, orgId, systemActor('webhooks'), {
    action: 'webhook.disabled',
    target: { kind: 'webhook', id: row.id },
    before: endpointView(row),
    after: endpointView(changed),
  });
  const data = { webhookId: row.id, reason: disable };
  await tellOf(tx, orgId, [
    { id: ids.uuid(), at: now.toISOString(), type: 'webhook.disabled', callId: null, data },
  ]);
  return { orgId, id: row.id, url: row.url, reason: disable };
}
