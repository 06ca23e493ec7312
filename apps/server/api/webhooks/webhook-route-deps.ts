import type { Webhooks } from '@allo/business';

/** What the routes of webhooks are made with. */
export interface WebhookRouteDeps {
  webhooks: Webhooks;
}
