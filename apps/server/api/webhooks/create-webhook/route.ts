import { createWebhookSchema, webhookWithSecretSchema } from '@allo/contracts/http';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import { tellVersion } from '../../editing/index.ts';
import type { WebhookRouteDeps } from '../webhook-route-deps.ts';

/** `POST /v1/webhooks` */
export function createWebhook(api: Api, { webhooks }: WebhookRouteDeps): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/webhooks',
    permission: 'webhooks:write',
    tag: 'webhooks',
    summary: 'Tell an address of events',
    description: 'The secret that signs every request is in this reply and never shown again.',
    body: createWebhookSchema,
    replies: { 201: webhookWithSecretSchema },
    repliesWithSecret: true,
    handle: async (ask) => {
      const { orgId, body, reply } = ask;
      const made = await webhooks.create(orgId, actorOf(ask), body);
      tellVersion(reply, made.version);
      reply.code(201).header('location', `/v1/webhooks/${made.id}`);
      return made;
    },
  });
}
