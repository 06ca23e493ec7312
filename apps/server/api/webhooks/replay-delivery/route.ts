import { webhookDeliverySchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import { uuidOf } from '../../editing/index.ts';
import { deliveryParamsSchema } from '../webhook-params.ts';
import type { WebhookRouteDeps } from '../webhook-route-deps.ts';

/** `POST /v1/webhooks/:id/deliveries/:deliveryId/replay` */
export function replayWebhookDelivery(api: Api, { webhooks }: WebhookRouteDeps): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/webhooks/:id/deliveries/:deliveryId/replay',
    permission: 'webhooks:write',
    tag: 'webhooks',
    summary: 'Send a delivery again',
    description: 'With the same webhook-id, whatever became of it, and up to eight further attempts.',
    params: deliveryParamsSchema,
    replies: { 202: webhookDeliverySchema },
    handle: async ({ orgId, params, reply }) => {
      const [id, deliveryId] = [uuidOf(params.id, 'webhook'), uuidOf(params.deliveryId, 'delivery')];
      const delivery = await webhooks.replay(orgId, id, deliveryId);
      reply.code(202);
      return delivery;
    },
  });
}
