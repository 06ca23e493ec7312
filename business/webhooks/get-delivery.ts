import type { OrgId } from '@allo/contracts';
import type { WebhookDeliveryDetail } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { and, asc, eq } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { webhookAttempts, webhookDeliveries } from '../schema/index.ts';
import { deliveryView } from './delivery-view.ts';

/** A delivery with what was sent and every attempt. Throws `not_found`. */
export function getDelivery(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  endpointId: string,
  deliveryId: string,
): Promise<WebhookDeliveryDetail> {
  return db.inOrganisation(orgId, async (tx) => {
    const [row] = await tx
      .select()
      .from(webhookDeliveries)
      .where(
        and(
          eq(webhookDeliveries.orgId, orgId),
          eq(webhookDeliveries.endpointId, endpointId),
          eq(webhookDeliveries.id, deliveryId),
        ),
      );
    if (!row) throw new AppError('not_found', 'There is no such delivery.');
    const attempts = await tx
      .select()
      .from(webhookAttempts)
      .where(and(eq(webhookAttempts.orgId, orgId), eq(webhookAttempts.deliveryId, deliveryId)))
      .orderBy(asc(webhookAttempts.number));
    const log = attempts.map(({ number, at, durationMs, status, error, responseBody }) => ({
      number,
      at: at.toISOString(),
      durationMs,
      status,
      error,
      responseBody,
    }));
    return { ...deliveryView(row), body: row.body, log };
  });
}
