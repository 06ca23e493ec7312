import type { OrgId } from '@allo/contracts';
import type { ReplayWebhook, WebhookDelivery } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { and, eq, gte, inArray, lte, type SQL } from 'drizzle-orm';
import type { Db, Deps } from '../deps.ts';
import { webhookDeliveries } from '../schema/index.ts';
import { deliveryView } from './delivery-view.ts';
import { findEndpoint } from './find-endpoint.ts';

type ReplayDeps = Pick<Deps, 'db' | 'clock'>;

/**
 * Sends one delivery again, with the same message id and a fresh round of attempts; one still on its way becomes due
 * at once. Throws `not_found`.
 */
export function replayDelivery(
  { db, clock }: ReplayDeps,
  orgId: OrgId,
  endpointId: string,
  deliveryId: string,
): Promise<WebhookDelivery> {
  return db.inOrganisation(orgId, async (tx) => {
    const [row] = await revive(tx, clock.wallTime(), orgId, endpointId, eq(webhookDeliveries.id, deliveryId));
    if (!row) throw new AppError('not_found', 'There is no such delivery.');
    return deliveryView(row);
  });
}

/** The same for all of a span of time that are in one of `states`; answers how many. Throws `not_found`. */
export function replayRange(
  { db, clock }: ReplayDeps,
  orgId: OrgId,
  endpointId: string,
  { since, until, states }: ReplayWebhook,
): Promise<number> {
  return db.inOrganisation(orgId, async (tx) => {
    await findEndpoint(tx, orgId, endpointId);
    const range = and(
      inArray(webhookDeliveries.state, states),
      gte(webhookDeliveries.createdAt, new Date(since)),
      until === undefined ? undefined : lte(webhookDeliveries.createdAt, new Date(until)),
    );
    return (await revive(tx, clock.wallTime(), orgId, endpointId, range)).length;
  });
}

function revive(tx: Db, nowMs: number, orgId: OrgId, endpointId: string, which: SQL | undefined) {
  return tx
    .update(webhookDeliveries)
    .set({
      state: 'pending',
      attemptsBefore: webhookDeliveries.attempts,
      dueAt: new Date(nowMs),
      // Whoever is sending it right now no longer decides what becomes of it.
      lease: null,
      finishedAt: null,
    })
    .where(and(eq(webhookDeliveries.orgId, orgId), eq(webhookDeliveries.endpointId, endpointId), which))
    .returning();
}
