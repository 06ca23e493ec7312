import type { OrgId } from '@allo/contracts';
import type { CreateWebhook, WebhookWithSecret } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { count, eq } from 'drizzle-orm';
import { type WebhookEndpointRow, webhookEndpoints } from '../schema/index.ts';
import { checkedUrl } from './checked-url.ts';
import { newEndpointSecret } from './endpoint-secret.ts';
import { endpointView } from './endpoint-view.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/** Every event makes a delivery for each of them. */
const mostEndpoints = 50;

/** Makes an endpoint; the secret is answered here and never again. Throws `bad_request`, `conflict` at the limit. */
export async function createEndpoint(
  { db, clock, ids, secrets, http }: WebhookDeps,
  orgId: OrgId,
  wanted: CreateWebhook,
): Promise<WebhookWithSecret> {
  const secret = newEndpointSecret(ids);
  const now = new Date(clock.wallTime());
  const row: WebhookEndpointRow = {
    orgId,
    id: ids.uuid(),
    url: checkedUrl(http, wanted.url),
    description: wanted.description,
    eventFilters: [...new Set(wanted.eventFilters)],
    isEnabled: wanted.isEnabled,
    disabledReason: wanted.isEnabled ? null : 'user',
    sealedSecret: await secrets.seal(orgId, secret),
    sealedPreviousSecret: null,
    previousSecretUntil: null,
    failingSince: null,
    failedAttempts: 0,
    pausedUntil: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  await db.inOrganisation(orgId, async (tx) => {
    const [existing] = await tx
      .select({ endpoints: count() })
      .from(webhookEndpoints)
      .where(eq(webhookEndpoints.orgId, orgId));
    if (existing && existing.endpoints >= mostEndpoints)
      throw new AppError(
        'conflict',
        `An organisation has at most ${mostEndpoints} webhooks: remove one first.`,
      );
    await tx.insert(webhookEndpoints).values(row);
  });
  return { ...endpointView(row), secret };
}
