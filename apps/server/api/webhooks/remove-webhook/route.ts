import { actorOf, noContent, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import { ifMatch, uuidOf } from '../../editing/index.ts';
import { webhookParamsSchema } from '../webhook-params.ts';
import type { WebhookRouteDeps } from '../webhook-route-deps.ts';

/** `DELETE /v1/webhooks/:id` */
export function removeWebhook(api: Api, { webhooks }: WebhookRouteDeps): void {
  tenantRoute(api, {
    method: 'DELETE',
    url: '/v1/webhooks/:id',
    permission: 'webhooks:write',
    tag: 'webhooks',
    summary: 'Remove a webhook with all its deliveries',
    needsIfMatch: true,
    params: webhookParamsSchema,
    replies: { 204: noContent },
    handle: async (ask) => {
      const { orgId, params, request, reply } = ask;
      await webhooks.remove(orgId, actorOf(ask), uuidOf(params.id, 'webhook'), ifMatch(request));
      return reply.code(204).send();
    },
  });
}
