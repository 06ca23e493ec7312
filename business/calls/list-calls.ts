import type { OrgId } from '@allo/contracts';
import type { CallList, CallState } from '@allo/contracts/http';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { decodeCursor, encodeCursor } from '../page-cursor.ts';
import { calls } from '../schema/index.ts';
import { summaryView } from './call-view.ts';

export interface CallQuery {
  cursor?: string | undefined;
  limit: number;
  agentId?: string | undefined;
  state?: CallState | undefined;
}

/** Newest first. Throws `bad_request` on a foreign cursor. */
export async function listCalls({ db }: Pick<Deps, 'db'>, orgId: OrgId, query: CallQuery): Promise<CallList> {
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
  const rows = await db.inOrganisation(orgId, (tx) =>
    tx
      .select()
      .from(calls)
      .where(
        and(
          eq(calls.orgId, orgId),
          query.agentId === undefined ? undefined : eq(calls.agentId, query.agentId),
          query.state === undefined ? undefined : eq(calls.state, query.state),
          after
            ? sql`(${calls.startedAt}, ${calls.id}) < (${after.at.toISOString()}, ${after.id})`
            : undefined,
        ),
      )
      .orderBy(desc(calls.startedAt), desc(calls.id))
      .limit(query.limit + 1),
  );
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  return {
    items: page.map(summaryView),
    nextCursor: last ? encodeCursor({ at: last.startedAt, id: last.id }) : null,
  };
}
