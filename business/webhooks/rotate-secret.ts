import type { OrgId } from '@allo/contracts';
import type { WebhookWithSecret } from '@allo/contracts/http';
import { and, eq } from 'drizzle-orm';
import { webhookEndpoints } from '../schema/index.ts';
import { newEndpointSecret } from './endpoint-secret.ts';
import { endpointView } from './endpoint-view.ts';
import { findEndpoint } from './find-endpoint.ts';
import type { WebhookDeps } from './webhook-deps.ts';

const hourMs = 3_600_000;

/** Makes a new secret; the one until now signs as well for `overlapHours`. Throws `not_found`. */
export async function rotateSecret(
  { db, clock, ids, secrets }: WebhookDeps,
  orgId: OrgId,
  id: string,
  overlapHours: number,
): Promise<WebhookWithSecret> {
  const secret = newEndpointSecret(ids);
  const sealedSecret = await secrets.seal(orgId, secret);
  return db.inOrganisation(orgId, async (tx) => {
    const row = await findEndpoint(tx, orgId, id, 'change');
    const nowMs = clock.wallTime();
    const hasOverlap = overlapHours > 0;
    const changed = {
      ...row,
      sealedSecret,
      sealedPreviousSecret: hasOverlap ? row.sealedSecret : null,
      previousSecretUntil: hasOverlap ? new Date(nowMs + overlapHours * hourMs) : null,
      version: row.version + 1,
      updatedAt: new Date(nowMs),
    };
    await tx
      .update(webhookEndpoints)
      .set(changed)
      .where(and(eq(webhookEndpoints.orgId, orgId), eq(webhookEndpoints.id, id)));
    return { ...endpointView(changed), secret };
  });
}
