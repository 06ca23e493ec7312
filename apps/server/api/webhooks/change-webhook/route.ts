import { updateWebhookSchema, webhookSchema } from '@allo/contracts/http';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import { ifMatch, tellVersion, uuidOf } from '../../editing/index.ts';
import { webhookParamsSchema } from '../webhook-params.ts';
import type { WebhookRouteDeps } from '../webhook-route-deps.ts';

/** `PATCH /v1/webhooks/:id` */
export function changeWebhook(api: Api, { webhooks }: WebhookRouteDeps): void {
  tenantRoute(api, {
    method: 'PATCH',
    url: '/v1/webhooks/:id',
    permission: 'webhooks:write',
    tag: 'webhooks',
    summary: 'Change a webhook, switch it off or on',
    needsIfMatch: true,
    params: webhookParamsSchema,
    body: updateWebhookSchema,
    replies: { 200: webhookSchema },
    handle: async (ask) => {
      const { orgId, params, body, request, reply } = ask;
      const id = uuidOf(params.id, 'webhook');
      const changed = await webhooks.update(orgId, actorOf(ask), id, body, ifMatch(request));
      tellVersion(reply, changed.version);
      return changed;
    },
  });
}
