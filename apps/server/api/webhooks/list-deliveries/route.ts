import { webhookDeliveryListQuerySchema, webhookDeliveryListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import { uuidOf } from '../../editing/index.ts';
import { webhookParamsSchema } from '../webhook-params.ts';
import type { WebhookRouteDeps } from '../webhook-route-deps.ts';

/** `GET /v1/webhooks/:id/deliveries`: newest first, a page at a time. */
export function listWebhookDeliveries(api: Api, { webhooks }: WebhookRouteDeps): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/webhooks/:id/deliveries',
    permission: 'webhooks:read',
    tag: 'webhooks',
    summary: 'What a webhook was told, newest first',
    params: webhookParamsSchema,
    query: webhookDeliveryListQuerySchema,
    replies: { 200: webhookDeliveryListSchema },
    handle: ({ orgId, params, query }) => webhooks.deliveries(orgId, uuidOf(params.id, 'webhook'), query),
  });
}
