import type { Api } from '../api.ts';
import { changeWebhook } from './change-webhook/route.ts';
import { createWebhook } from './create-webhook/route.ts';
import { getWebhookDelivery } from './get-delivery/route.ts';
import { getWebhook } from './get-webhook/route.ts';
import { listWebhookDeliveries } from './list-deliveries/route.ts';
import { listWebhooks } from './list-webhooks/route.ts';
import { removeWebhook } from './remove-webhook/route.ts';
import { replayWebhookDeliveries } from './replay-deliveries/route.ts';
import { replayWebhookDelivery } from './replay-delivery/route.ts';
import { rotateWebhookSecret } from './rotate-secret/route.ts';
import { testWebhook } from './test-webhook/route.ts';
import type { WebhookRouteDeps } from './webhook-route-deps.ts';

export type { WebhookRouteDeps } from './webhook-route-deps.ts';

/** Webhooks: who is told of events, and what became of the telling. */
export function addWebhookRoutes(api: Api, deps: WebhookRouteDeps): void {
  listWebhooks(api, deps);
  createWebhook(api, deps);
  getWebhook(api, deps);
  changeWebhook(api, deps);
  removeWebhook(api, deps);
  rotateWebhookSecret(api, deps);
  testWebhook(api, deps);
  listWebhookDeliveries(api, deps);
  getWebhookDelivery(api, deps);
  replayWebhookDelivery(api, deps);
  replayWebhookDeliveries(api, deps);
}
