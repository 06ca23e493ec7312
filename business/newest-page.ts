import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { decodeCursor, encodeCursor } from './page-cursor.ts';

/** The condition of a page that runs newest first. Throws `bad_request` on a foreign cursor. */
export function olderThan(at: PgColumn, id: PgColumn, cursor: string | undefined): SQL | undefined {
  if (cursor === undefined) return undefined;
  const after = decodeCursor(cursor);
  return sql`(${at}, ${id}) < (${after.at.toISOString()}, ${after.id})`;
}

/** A page out of `limit` + 1 rows. */
export function newestPage<R extends { id: string }, T>(
  rows: readonly R[],
  limit: number,
  atOf: (row: R) => Date,
  view: (row: R) => T,
): { items: T[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(view),
    nextCursor: last ? encodeCursor({ at: atOf(last), id: last.id }) : null,
  };
}
