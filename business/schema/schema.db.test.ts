import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { is, sql } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrationsFolder } from '../migrations/folder.ts';
import * as schema from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
});
afterAll(() => database?.dispose());

const tables = Object.values(schema).filter((value) => is(value, PgTable));

async function columnsOf(table: string) {
  const { rows } = await database.db.execute<{ name: string; type: string; required: boolean }>(sql`
    SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS required
    FROM pg_attribute WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped`);
  return rows.sort((a, b) => (a.name < b.name ? -1 : 1));
}

describe('the tables the program knows', () => {
  it.each(tables.map((table) => [getTableConfig(table).name, table] as const))(
    '%s are what the migrations make',
    async (name, table) => {
      const known = getTableConfig(table)
        .columns.map((column) => ({
          name: column.name,
          type: column.getSQLType().replace('timestamp (3)', 'timestamp(3)'),
          required: column.notNull,
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      expect(await columnsOf(name)).toEqual(known);
    },
  );

  it('all belong to an organisation by a column that begins their key', async () => {
    const { rows } = await database.db.execute<{ table: string; column: string }>(sql`
      SELECT c.relname AS table, a.attname AS column
      FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
      WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT IN ('migrations', 'organisations')`);
    expect(rows.length).toBe(tables.length - 1);
    expect(rows.filter(({ column }) => column !== 'org_id')).toEqual([]);
  });
});
