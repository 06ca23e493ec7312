import type { OrgId } from '@allo/contracts';
import type { CallList, CallListQuery } from '@allo/contracts/http';
import { and, desc, eq, gte, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { decodeCursor, encodeCursor } from '../page-cursor.ts';
import { calls, turns } from '../schema/index.ts';
import { anywhere } from '../text-match.ts';
import { summaryView } from './call-view.ts';

export type CallQuery = CallListQuery;

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
          ...conditions(query),
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

function conditions(query: CallQuery): Array<SQL | undefined> {
  const { agentId, state, direction, outcome, from, to, phone, q } = query;
  return [
    agentId === undefined ? undefined : eq(calls.agentId, agentId),
    state === undefined ? undefined : eq(calls.state, state),
    direction === undefined ? undefined : eq(calls.direction, direction),
    outcome === undefined ? undefined : eq(calls.outcome, outcome),
    from === undefined ? undefined : gte(calls.startedAt, new Date(from)),
    to === undefined ? undefined : lt(calls.startedAt, new Date(to)),
    phone === undefined ? undefined : ofPhone(phone),
    q === undefined ? undefined : wasSaid(q),
  ];
}

function ofPhone(phone: string): SQL | undefined {
  const digits = phone.replace(/\D/g, '').replace(/^8(?=\d{10}$)/, '7');
  const holds = (column: typeof calls.fromAddress | typeof calls.toAddress) =>
    sql`regexp_replace(${column}, '[^0-9]', '', 'g') LIKE ${anywhere(digits)}`;
  return or(holds(calls.fromAddress), holds(calls.toAddress));
}

/** `russian` finds words in any form, and those in Latin letters as English ones. Call by call, newest first. */
function wasSaid(words: string): SQL {
  return sql`EXISTS (
    SELECT 1 FROM ${turns} WHERE ${turns.orgId} = ${calls.orgId} AND ${turns.callId} = ${calls.id}
      AND to_tsvector('pg_catalog.russian', ${turns.text}) @@ websearch_to_tsquery('pg_catalog.russian', ${words}))`;
}
