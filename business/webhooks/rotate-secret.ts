import type { OrgId } from '@allo/contracts';
import type { WebhookWithSecret } from '@allo/contracts/http';
import { and, eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import { webhookEndpoints } from '../schema/index.ts';
import { openSecret, removeSecret, sealSecret } from '../secrets/secrets.ts';
import { newEndpointSecret, previousSecretName, secretName } from './endpoint-secret.ts';
import { endpointView } from './endpoint-view.ts';
import { findEndpoint } from './find-endpoint.ts';
import type { WebhookDeps } from './webhook-deps.ts';

const hourMs = 3_600_000;

/**
 * Makes a new secret; the one until now signs as well for `overlapHours`. Throws `not_found`, and `secret_unreadable`
 * when the one until now is wanted further and cannot be read.
 */
export async function rotateSecret(
  deps: WebhookDeps,
  orgId: OrgId,
  actor: Actor,
  id: string,
  overlapHours: number,
): Promise<WebhookWithSecret> {
  const { db, clock, ids } = deps;
  const secret = newEndpointSecret(ids);
  return db.inOrganisation(orgId, async (tx) => {
    const row = await findEndpoint(tx, orgId, id, 'change');
    const nowMs = clock.wallTime();
    const before = overlapHours > 0 ? await openSecret(deps, tx, orgId, secretName(id)) : null;
    if (before === null) await removeSecret(tx, orgId, previousSecretName(id));
    else await sealSecret(deps, tx, orgId, previousSecretName(id), before);
    await sealSecret(deps, tx, orgId, secretName(id), secret);
    const changed = {
      ...row,
      previousSecretUntil: before === null ? null : new Date(nowMs + overlapHours * hourMs),
      version: row.version + 1,
      updatedAt: new Date(nowMs),
    };
    await tx
      .update(webhookEndpoints)
      .set(changed)
      .where(and(eq(webhookEndpoints.orgId, orgId), eq(webhookEndpoints.id, id)));
    await recordChange(tx, orgId, actor, {
      action: 'webhook.secret_rotated',
      target: { kind: 'webhook', id },
      before: endpointView(row),
      after: endpointView(changed),
    });
    return { ...endpointView(changed), secret };
  });
}
