import type { OrgId } from '@allo/contracts';
import type { Erasure } from '@allo/contracts/http';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { decodeCursor, encodeCursor } from '../page-cursor.ts';
import { erasures } from '../schema/index.ts';
import { erasureView } from './erasure-record.ts';

/** Newest first. Throws `bad_request` on a foreign cursor. */
export async function listErasures(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ items: Erasure[]; nextCursor: string | null }> {
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
  const rows = await db.inOrganisation(orgId, (tx) =>
    tx
      .select()
      .from(erasures)
      .where(
        and(
          eq(erasures.orgId, orgId),
          after
            ? sql`(${erasures.finishedAt}, ${erasures.id}) < (${after.at.toISOString()}, ${after.id})`
            : undefined,
        ),
      )
      .orderBy(desc(erasures.finishedAt), desc(erasures.id))
      .limit(query.limit + 1),
  );
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  return {
    items: page.map(erasureView),
    nextCursor: last ? encodeCursor({ at: last.finishedAt, id: last.id }) : null,
  };
}
