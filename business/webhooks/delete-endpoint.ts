import type { OrgId } from '@allo/contracts';
import { AppError } from '@allo/kernel';
import { and, eq } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { webhookEndpoints } from '../schema/index.ts';

/** Removes an endpoint with all its deliveries. Throws `not_found`. */
export async function deleteEndpoint({ db }: Pick<Deps, 'db'>, orgId: OrgId, id: string): Promise<void> {
  const removed = await db.inOrganisation(orgId, (tx) =>
    tx
      .delete(webhookEndpoints)
      .where(and(eq(webhookEndpoints.orgId, orgId), eq(webhookEndpoints.id, id)))
      .returning({ id: webhookEndpoints.id }),
  );
  if (removed.length === 0) throw new AppError('not_found', 'There is no such webhook.');
}
