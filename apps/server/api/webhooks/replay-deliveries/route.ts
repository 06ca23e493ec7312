import { replayedWebhookSchema, replayWebhookSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import { uuidOf } from '../../editing/index.ts';
import { webhookParamsSchema } from '../webhook-params.ts';
import type { WebhookRouteDeps } from '../webhook-route-deps.ts';

/** `POST /v1/webhooks/:id/replay` */
export function replayWebhookDeliveries(api: Api, { webhooks }: WebhookRouteDeps): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/webhooks/:id/replay',
    permission: 'webhooks:write',
    tag: 'webhooks',
    summary: 'Send all deliveries of a span of time again',
    description:
      'By default those given up; with the same webhook-id each, and up to eight further attempts.',
    params: webhookParamsSchema,
    body: replayWebhookSchema,
    replies: { 202: replayedWebhookSchema },
    handle: async ({ orgId, params, body, reply }) => {
      const replayed = await webhooks.replayRange(orgId, uuidOf(params.id, 'webhook'), body);
      reply.code(202);
      return { replayed };
    },
  });
}
