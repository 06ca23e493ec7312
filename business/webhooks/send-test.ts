import type { OrgId } from '@allo/contracts';
import type { WebhookDelivery } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import type { Deps } from '../deps.ts';
import { webhookDeliveries } from '../schema/index.ts';
import { deliveryView } from './delivery-view.ts';
import { findEndpoint } from './find-endpoint.ts';
import { newDelivery } from './queue-deliveries.ts';
import { webhookBody } from './webhook-body.ts';

/** Queues a `webhook.test` for one endpoint, whatever it filters. Throws `not_found`, `conflict` when it is off. */
export function sendTest(
  { db, clock, ids }: Pick<Deps, 'db' | 'clock' | 'ids'>,
  orgId: OrgId,
  endpointId: string,
): Promise<WebhookDelivery> {
  return db.inOrganisation(orgId, async (tx) => {
    const endpoint = await findEndpoint(tx, orgId, endpointId);
    if (!endpoint.isEnabled)
      throw new AppError('conflict', 'This webhook is switched off: switch it on first.');
    const now = new Date(clock.wallTime());
    const eventType = 'webhook.test';
    const body = webhookBody({
      type: eventType,
      timestamp: now.toISOString(),
      data: { webhookId: endpointId },
    });
    const row = newDelivery({
      orgId,
      id: ids.uuid(),
      endpointId,
      messageId: `msg_${ids.uuid()}`,
      eventType,
      body,
      now,
      isTest: true,
    });
    await tx.insert(webhookDeliveries).values(row);
    return deliveryView(row);
  });
}
