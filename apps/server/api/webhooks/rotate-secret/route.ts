import { rotateWebhookSecretSchema, webhookWithSecretSchema } from '@allo/contracts/http';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import { tellVersion, uuidOf } from '../../editing/index.ts';
import { webhookParamsSchema } from '../webhook-params.ts';
import type { WebhookRouteDeps } from '../webhook-route-deps.ts';

/** `POST /v1/webhooks/:id/rotate-secret` */
export function rotateWebhookSecret(api: Api, { webhooks }: WebhookRouteDeps): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/webhooks/:id/rotate-secret',
    permission: 'webhooks:write',
    tag: 'webhooks',
    summary: 'Make a new secret',
    description: 'Until the overlap ends both secrets sign, so a receiver may change in its own time.',
    params: webhookParamsSchema,
    body: rotateWebhookSecretSchema,
    replies: { 200: webhookWithSecretSchema },
    repliesWithSecret: true,
    handle: async (ask) => {
      const { orgId, params, body, reply } = ask;
      const id = uuidOf(params.id, 'webhook');
      const rotated = await webhooks.rotateSecret(orgId, actorOf(ask), id, body.overlapHours);
      tellVersion(reply, rotated.version);
      return rotated;
    },
  });
}
