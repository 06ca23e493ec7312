import { pageQuerySchema, webhookListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { WebhookRouteDeps } from '../webhook-route-deps.ts';

/** `GET /v1/webhooks`: newest first, a page at a time. */
export function listWebhooks(api: Api, { webhooks }: WebhookRouteDeps): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/webhooks',
    permission: 'webhooks:read',
    tag: 'webhooks',
    summary: 'Webhooks, newest first',
    query: pageQuerySchema,
    replies: { 200: webhookListSchema },
    handle: ({ orgId, query }) => webhooks.list(orgId, query),
  });
}
