import { webhookDeliveryDetailSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import { uuidOf } from '../../editing/index.ts';
import { deliveryParamsSchema } from '../webhook-params.ts';
import type { WebhookRouteDeps } from '../webhook-route-deps.ts';

/** `GET /v1/webhooks/:id/deliveries/:deliveryId` */
export function getWebhookDelivery(api: Api, { webhooks }: WebhookRouteDeps): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/webhooks/:id/deliveries/:deliveryId',
    permission: 'webhooks:read',
    tag: 'webhooks',
    summary: 'One delivery: what was sent, every attempt and every answer',
    params: deliveryParamsSchema,
    replies: { 200: webhookDeliveryDetailSchema },
    handle: ({ orgId, params }) =>
      webhooks.delivery(orgId, uuidOf(params.id, 'webhook'), uuidOf(params.deliveryId, 'delivery')),
  });
}
