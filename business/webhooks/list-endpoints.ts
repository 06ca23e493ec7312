import type { OrgId } from '@allo/contracts';
import type { WebhookList } from '@allo/contracts/http';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { decodeCursor, encodeCursor } from '../page-cursor.ts';
import { webhookEndpoints } from '../schema/index.ts';
import { endpointView } from './endpoint-view.ts';

/** Newest first. Throws `bad_request` on a foreign cursor. */
export async function listEndpoints(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  query: { cursor?: string | undefined; limit: number },
): Promise<WebhookList> {
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
  const { createdAt, id } = webhookEndpoints;
  const rows = await db.inOrganisation(orgId, (tx) =>
    tx
      .select()
      .from(webhookEndpoints)
      .where(
        and(
          eq(webhookEndpoints.orgId, orgId),
          after ? sql`(${createdAt}, ${id}) < (${after.at.toISOString()}, ${after.id})` : undefined,
        ),
      )
      .orderBy(desc(createdAt), desc(id))
      .limit(query.limit + 1),
  );
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  return {
    items: page.map(endpointView),
    nextCursor: last ? encodeCursor({ at: last.createdAt, id: last.id }) : null,
  };
}
