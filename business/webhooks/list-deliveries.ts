import type { OrgId } from '@allo/contracts';
import type { WebhookDelivery, WebhookDeliveryList } from '@allo/contracts/http';
import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { decodeCursor, encodeCursor } from '../page-cursor.ts';
import { webhookDeliveries } from '../schema/index.ts';
import { deliveryView } from './delivery-view.ts';
import { findEndpoint } from './find-endpoint.ts';

export interface DeliveryQuery {
  cursor?: string | undefined;
  limit: number;
  state?: WebhookDelivery['state'] | undefined;
  eventType?: string | undefined;
}

const { body: _body, ...listed } = getTableColumns(webhookDeliveries);

/** Newest first. Throws `not_found` for an unknown endpoint, `bad_request` on a foreign cursor. */
export async function listDeliveries(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  endpointId: string,
  query: DeliveryQuery,
): Promise<WebhookDeliveryList> {
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
  const { createdAt, id, state, eventType } = webhookDeliveries;
  const rows = await db.inOrganisation(orgId, async (tx) => {
    await findEndpoint(tx, orgId, endpointId);
    return tx
      .select(listed)
      .from(webhookDeliveries)
      .where(
        and(
          eq(webhookDeliveries.orgId, orgId),
          eq(webhookDeliveries.endpointId, endpointId),
          query.state === undefined ? undefined : eq(state, query.state),
          query.eventType === undefined ? undefined : eq(eventType, query.eventType),
          after ? sql`(${createdAt}, ${id}) < (${after.at.toISOString()}, ${after.id})` : undefined,
        ),
      )
      .orderBy(desc(createdAt), desc(id))
      .limit(query.limit + 1);
  });
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  return {
    items: page.map(deliveryView),
    nextCursor: last ? encodeCursor({ at: last.createdAt, id: last.id }) : null,
  };
}
