import type { OrgId } from '@allo/contracts';
import { and, eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Deps } from '../deps.ts';
import { type ExpectedVersion, requireVersion } from '../expected-version.ts';
import { webhookEndpoints } from '../schema/index.ts';
import { removeSecret } from '../secrets/secrets.ts';
import { previousSecretName, secretName } from './endpoint-secret.ts';
import { endpointView } from './endpoint-view.ts';
import { findEndpoint } from './find-endpoint.ts';

/** Removes an endpoint with its secrets and all its deliveries. Throws `not_found`, `precondition_failed`. */
export function deleteEndpoint(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  actor: Actor,
  id: string,
  expected: ExpectedVersion,
): Promise<void> {
  return db.inOrganisation(orgId, async (tx) => {
    const row = await findEndpoint(tx, orgId, id, 'change');
    requireVersion(row.version, expected);
    await tx
      .delete(webhookEndpoints)
      .where(and(eq(webhookEndpoints.orgId, orgId), eq(webhookEndpoints.id, id)));
    for (const name of [secretName(id), previousSecretName(id)]) await removeSecret(tx, orgId, name);
    const target = { kind: 'webhook', id };
    await recordChange(tx, orgId, actor, { action: 'webhook.deleted', target, before: endpointView(row) });
  });
}
