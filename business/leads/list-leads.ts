import type { OrgId } from '@allo/contracts';
import type { Lead, LeadListQuery } from '@allo/contracts/http';
import { and, desc, eq, ilike, or, type SQL, sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { decodeCursor, encodeCursor } from '../page-cursor.ts';
import { type LeadRow, leads } from '../schema/index.ts';
import { anywhere } from '../text-match.ts';

export type LeadQuery = LeadListQuery;

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
          ...conditions(query),
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

export function leadView({ orgId: _, createdAt, ...lead }: LeadRow): Lead {
  return { ...lead, createdAt: createdAt.toISOString() };
}

function conditions({ status, kind, agentId, q }: LeadQuery): Array<SQL | undefined> {
  const digits = q?.replace(/\D/g, '') ?? '';
  return [
    status === undefined ? undefined : eq(leads.status, status),
    kind === undefined ? undefined : eq(leads.kind, kind),
    agentId === undefined ? undefined : eq(leads.agentId, agentId),
    q === undefined
      ? undefined
      : or(
          ilike(leads.name, anywhere(q)),
          digits === ''
            ? undefined
            : sql`regexp_replace(${leads.phone}, '[^0-9]', '', 'g') LIKE ${anywhere(digits)}`,
        ),
  ];
}
