import type { OrgId } from '@allo/contracts';
import type { Lead } from '@allo/contracts/http';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { decodeCursor, encodeCursor } from '../page-cursor.ts';
import { type LeadRow, leads } from '../schema/index.ts';

export interface LeadQuery {
  cursor?: string | undefined;
  limit: number;
}

/** Newest first. Throws `bad_request` on a foreign cursor. */
export async function listLeads(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  query: LeadQuery,
): Promise<{ items: Lead[]; nextCursor: string | null }> {
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
  const rows = await db.inOrganisation(orgId, (tx) =>
    tx
      .select()
      .from(leads)
      .where(
        and(
          eq(leads.orgId, orgId),
          after
            ? sql`(${leads.createdAt}, ${leads.id}) < (${after.at.toISOString()}, ${after.id})`
            : undefined,
        ),
      )
      .orderBy(desc(leads.createdAt), desc(leads.id))
      .limit(query.limit + 1),
  );
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  return {
    items: page.map(leadView),
    nextCursor: last ? encodeCursor({ at: last.createdAt, id: last.id }) : null,
  };
}

function leadView({ orgId: _, createdAt, ...lead }: LeadRow): Lead {
  return { ...lead, createdAt: createdAt.toISOString() };
}
