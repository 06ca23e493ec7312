import type { OrgId } from '@allo/contracts';
import { sql } from 'drizzle-orm';
import type { Db } from '../deps.ts';
import type { PhonePattern } from './phone-pattern.ts';

interface TextColumn {
  table: string;
  column: string;
  type: string;
}

/**
 * What must stay as it is: the organisation's own numbers and trunks are not a person's, the audit log masks numbers
 * when it is written, and proofs of erasure hold none.
 */
const keptTables = ['numbers', 'trunks', 'audit_log', 'erasures'];

/** Every column that may hold words, of every table of organisations: a table made tomorrow is found too. */
export async function textColumns(tx: Db): Promise<TextColumn[]> {
  const found = (await tx.execute(sql`
    SELECT c.relname AS "table", a.attname AS "column", format_type(a.atttypid, NULL) AS "type"
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relforcerowsecurity
      AND format_type(a.atttypid, NULL) IN ('text', 'character varying', 'jsonb', 'json')
      AND EXISTS (SELECT FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attname = 'org_id')
    ORDER BY 1, 2`)) as unknown as { rows: TextColumn[] };
  return found.rows.filter(({ table }) => !keptTables.includes(table));
}

/** Replaces the number wherever it still stands. Answers how many values were changed. */
export async function scrubTables(tx: Db, orgId: OrgId, pattern: PhonePattern): Promise<number> {
  let changed = 0;
  for (const { table, column, type } of await textColumns(tx)) {
    const [name, value] = [sql.identifier(table), sql.identifier(column)];
    const found = (await tx.execute(sql`
      UPDATE ${name} SET ${value} = regexp_replace(${value}::text, ${pattern.expression}, ${pattern.replacement}, 'g')::${sql.raw(type)}
      WHERE org_id = ${orgId} AND ${value}::text ~ ${pattern.expression}`)) as unknown as {
      rowCount: number;
    };
    changed += found.rowCount;
  }
  return changed;
}

/** Values of the organisation in which the number stands. */
export async function countMentions(tx: Db, orgId: OrgId, pattern: PhonePattern): Promise<number> {
  let mentions = 0;
  for (const { table, column } of await textColumns(tx)) {
    const found = (await tx.execute(sql`
      SELECT count(*)::int AS mentions FROM ${sql.identifier(table)}
      WHERE org_id = ${orgId} AND ${sql.identifier(column)}::text ~ ${pattern.expression}`)) as unknown as {
      rows: Array<{ mentions: number }>;
    };
    mentions += found.rows[0]?.mentions ?? 0;
  }
  return mentions;
}
