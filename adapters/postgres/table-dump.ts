import type { PoolClient } from 'pg';

/** A table as a dump names and orders it. */
export interface DumpedTable {
  /** `public.calls`, quoted as SQL needs it. */
  name: string;
  /** Without generated ones. */
  columns: string[];
}

interface TableRow {
  name: string;
  is_forced: boolean;
  columns: string[];
}

const batchRows = 500;
/** The program's own record of migrations travels in the header; queues of jobs are of the moment. */
const left = ['public.migrations'];
const schemas = ['public', 'auth'];

/**
 * Writes every row of every table of Allo as JSON text, tables in an order in which they can be filled again. One
 * snapshot: whatever is written meanwhile is not in it. The values are PostgreSQL's own JSON, so any version of any
 * PostgreSQL takes them back.
 */
export async function* dumpTables(
  client: PoolClient,
): AsyncGenerator<{ table: DumpedTable } | { row: string }, void, undefined> {
  await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    await client.query('SET LOCAL statement_timeout = 0');
    for (const { name, is_forced: isForced, columns } of await tablesInOrder(client)) {
      yield { table: { name, columns } };
      // The owner is held by the policies too, unless it is a superuser.
      if (isForced) await client.query('SET LOCAL ROLE allo_system');
      const list = columns.map(quoted).join(', ');
      await client.query(
        `DECLARE dumped NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS row FROM (SELECT ${list} FROM ${name} ${orderOf(name)}) t`,
      );
      for (;;) {
        const { rows } = await client.query<{ row: string }>(`FETCH ${batchRows} FROM dumped`);
        for (const { row } of rows) yield { row };
        if (rows.length < batchRows) break;
      }
      await client.query('CLOSE dumped');
      if (isForced) await client.query('RESET ROLE');
    }
  } finally {
    await client.query('ROLLBACK');
  }
}

/** Fills tables inside the transaction `client` is in. Give rows of one table in batches; `finish` sets the counters. */
export async function loadRows(
  client: PoolClient,
  table: DumpedTable,
  rows: readonly string[],
): Promise<void> {
  if (rows.length === 0) return;
  const list = table.columns.map(quoted).join(', ');
  const isForced = await isRowSecurityForced(client, table.name);
  if (isForced) await client.query('SET LOCAL ROLE allo_system');
  await client.query(
    `INSERT INTO ${table.name} (${list}) OVERRIDING SYSTEM VALUE
     SELECT ${list} FROM json_populate_recordset(NULL::${table.name}, $1::json)`,
    [`[${rows.join(',')}]`],
  );
  if (isForced) await client.query('RESET ROLE');
}

/** Counters go on after the highest number loaded. */
export async function setCounters(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ sequence: string; name: string; column: string }>(
    `
    SELECT s.oid::regclass::text AS sequence, t.oid::regclass::text AS name, a.attname AS column
    FROM pg_class s
    JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')
    JOIN pg_class t ON t.oid = d.refobjid
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    WHERE s.relkind = 'S' AND t.relnamespace::regnamespace::text = ANY($1)`,
    [schemas],
  );
  for (const { sequence, name, column } of rows) {
    const isForced = await isRowSecurityForced(client, name);
    if (isForced) await client.query('SET LOCAL ROLE allo_system');
    const { rows: highest } = await client.query<{ value: string | null }>(
      `SELECT max(${quoted(column)})::text AS value FROM ${name}`,
    );
    if (isForced) await client.query('RESET ROLE');
    const value = highest[0]?.value;
    if (value) await client.query('SELECT setval($1::regclass, $2)', [sequence, value]);
  }
}

/** Rows in the tables a dump fills; a fresh installation has the one of the installation itself. */
export async function emptyTables(client: PoolClient): Promise<void> {
  const names = (await tablesInOrder(client)).map(({ name }) => name);
  await client.query(`TRUNCATE ${names.join(', ')} CASCADE`);
}

async function tablesInOrder(client: PoolClient): Promise<TableRow[]> {
  const { rows: tables } = await client.query<TableRow>(
    `SELECT c.relnamespace::regnamespace::text || '.' || quote_ident(c.relname) AS name,
       c.relforcerowsecurity AS is_forced,
       array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '') AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace::regnamespace::text = ANY($1)
     GROUP BY c.oid ORDER BY 1`,
    [schemas],
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `SELECT f.relnamespace::regnamespace::text || '.' || quote_ident(f.relname) AS "from",
       t.relnamespace::regnamespace::text || '.' || quote_ident(t.relname) AS "to"
     FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
     WHERE k.contype = 'f' AND k.conrelid <> k.confrelid`,
  );
  return sorted(
    tables.filter(({ name }) => !left.includes(name)),
    references,
  );
}

/** Referred-to tables come first. */
function sorted(tables: TableRow[], references: Array<{ from: string; to: string }>): TableRow[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const done = new Set<string>();
  const order: TableRow[] = [];
  const visit = (table: TableRow): void => {
    if (done.has(table.name)) return;
    done.add(table.name);
    for (const { from, to } of references) {
      const target = byName.get(to);
      if (from === table.name && target) visit(target);
    }
    order.push(table);
  };
  for (const table of tables) visit(table);
  return order;
}

/** A client is made after its agency. */
function orderOf(table: string): string {
  return table === 'public.organisations' ? 'ORDER BY created_at, id' : '';
}

async function isRowSecurityForced(client: PoolClient, table: string): Promise<boolean> {
  const { rows } = await client.query<{ forced: boolean }>(
    'SELECT relforcerowsecurity AS forced FROM pg_class WHERE oid = $1::regclass',
    [table],
  );
  return rows[0]?.forced ?? false;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
