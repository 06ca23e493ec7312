import type { OrgId } from '@allo/contracts';
import type { CreateWebhook, WebhookWithSecret } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { count, eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import { type WebhookEndpointRow, webhookEndpoints } from '../schema/index.ts';
import { sealSecret } from '../secrets/secrets.ts';
import { checkedUrl } from './checked-url.ts';
import { newEndpointSecret, secretName } from './endpoint-secret.ts';
import { endpointView } from './endpoint-view.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/** Every event makes a delivery for each of them. */
const mostEndpoints = 50;

/** Makes an endpoint; the secret is answered here and never again. Throws `bad_request`, `conflict` at the limit. */
export async function createEndpoint(
  deps: WebhookDeps,
  orgId: OrgId,
  actor: Actor,
  wanted: CreateWebhook,
): Promise<WebhookWithSecret> {
  const { db, clock, ids, http } = deps;
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
    await sealSecret(deps, tx, orgId, secretName(row.id), secret);
    const target = { kind: 'webhook', id: row.id };
    await recordChange(tx, orgId, actor, { action: 'webhook.created', target, after: endpointView(row) });
  });
  return { ...endpointView(row), secret };
}
