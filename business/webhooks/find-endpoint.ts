import type { OrgId } from '@allo/contracts';
import { AppError } from '@allo/kernel';
import { and, eq } from 'drizzle-orm';
import type { Db } from '../deps.ts';
import { type WebhookEndpointRow, webhookEndpoints } from '../schema/index.ts';

/** The endpoint, held until the transaction ends when it is to be changed. Throws `not_found`. */
export async function findEndpoint(
  tx: Db,
  orgId: OrgId,
  id: string,
  purpose: 'read' | 'change' = 'read',
): Promise<WebhookEndpointRow> {
  const query = tx
    .select()
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.orgId, orgId), eq(webhookEndpoints.id, id)));
  const [row] = await (purpose === 'change' ? query.for('no key update') : query);
  if (!row) throw new AppError('not_found', 'There is no such webhook.');
  return row;
}
