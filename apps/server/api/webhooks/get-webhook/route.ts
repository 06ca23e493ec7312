import { webhookSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import { tellVersion, uuidOf } from '../../editing/index.ts';
import { webhookParamsSchema } from '../webhook-params.ts';
import type { WebhookRouteDeps } from '../webhook-route-deps.ts';

/** `GET /v1/webhooks/:id` */
export function getWebhook(api: Api, { webhooks }: WebhookRouteDeps): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/webhooks/:id',
    permission: 'webhooks:read',
    tag: 'webhooks',
    summary: 'One webhook',
    params: webhookParamsSchema,
    replies: { 200: webhookSchema },
    handle: async ({ orgId, params, reply }) => {
      const found = await webhooks.get(orgId, uuidOf(params.id, 'webhook'));
      tellVersion(reply, found.version);
      return found;
    },
  });
}
