import type { WebhookEndpoint } from '@allo/contracts/http';
import type { WebhookEndpointRow } from '../schema/index.ts';

/** What people may see of an endpoint; never its secrets. */
export function endpointView(row: WebhookEndpointRow): WebhookEndpoint {
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    eventFilters: row.eventFilters,
    isEnabled: row.isEnabled,
    disabledReason: row.disabledReason,
    failingSince: iso(row.failingSince),
    previousSecretUntil: iso(row.previousSecretUntil),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
