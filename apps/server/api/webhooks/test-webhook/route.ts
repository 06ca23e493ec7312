import { webhookDeliverySchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import { uuidOf } from '../../editing/index.ts';
import { webhookParamsSchema } from '../webhook-params.ts';
import type { WebhookRouteDeps } from '../webhook-route-deps.ts';

/** `POST /v1/webhooks/:id/test` */
export function testWebhook(api: Api, { webhooks }: WebhookRouteDeps): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/webhooks/:id/test',
    permission: 'webhooks:write',
    tag: 'webhooks',
    summary: 'Send a webhook.test',
    description: 'Whatever the webhook filters; how it went is in the delivery that is answered.',
    params: webhookParamsSchema,
    replies: { 202: webhookDeliverySchema },
    handle: async ({ orgId, params, reply }) => {
      const delivery = await webhooks.test(orgId, uuidOf(params.id, 'webhook'));
      reply.code(202).header('location', `/v1/webhooks/${params.id}/deliveries/${delivery.id}`);
      return delivery;
    },
  });
}
