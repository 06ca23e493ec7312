import type { OrgId } from '@allo/contracts';
import type { UpdateWebhook, WebhookEndpoint } from '@allo/contracts/http';
import { and, eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import { type ExpectedVersion, requireVersion } from '../expected-version.ts';
import { type WebhookEndpointRow, webhookEndpoints } from '../schema/index.ts';
import { checkedUrl } from './checked-url.ts';
import { endpointView } from './endpoint-view.ts';
import { findEndpoint } from './find-endpoint.ts';
import type { WebhookDeps } from './webhook-deps.ts';

/**
 * Changes what is named. Switching on, or another address, forgets failures and pauses: what waited is told at once.
 * `expected`: only if it is still that version. Throws `not_found`, `bad_request`, `precondition_failed`.
 */
export async function updateEndpoint(
  { db, clock, http }: WebhookDeps,
  orgId: OrgId,
  actor: Actor,
  id: string,
  change: UpdateWebhook,
  expected: ExpectedVersion,
): Promise<WebhookEndpoint> {
  const url = change.url === undefined ? undefined : checkedUrl(http, change.url);
  return db.inOrganisation(orgId, async (tx) => {
    const row = await findEndpoint(tx, orgId, id, 'change');
    requireVersion(row.version, expected);
    const changed: WebhookEndpointRow = {
      ...row,
      ...(url !== undefined && { url }),
      ...(change.description !== undefined && { description: change.description }),
      ...(change.eventFilters !== undefined && { eventFilters: [...new Set(change.eventFilters)] }),
      ...switched(row, change.isEnabled),
      ...(url !== undefined && url !== row.url && wellAgain),
      version: row.version + 1,
      updatedAt: new Date(clock.wallTime()),
    };
    await tx
      .update(webhookEndpoints)
      .set(changed)
      .where(and(eq(webhookEndpoints.orgId, orgId), eq(webhookEndpoints.id, id)));
    const [before, after] = [endpointView(row), endpointView(changed)];
    const target = { kind: 'webhook', id };
    await recordChange(tx, orgId, actor, { action: 'webhook.updated', target, before, after });
    return after;
  });
}

const wellAgain = { failingSince: null, failedAttempts: 0, pausedUntil: null };

function switched(row: WebhookEndpointRow, isEnabled: boolean | undefined): Partial<WebhookEndpointRow> {
  if (isEnabled === undefined || isEnabled === row.isEnabled) return {};
  return isEnabled
    ? { isEnabled, disabledReason: null, ...wellAgain }
    : { isEnabled, disabledReason: 'user' };
}
