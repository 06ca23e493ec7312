import { readdirSync } from 'node:fs';
import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrationsFolder } from './folder.ts';

const names = readdirSync(migrationsFolder)
  .filter((name) => name.endsWith('.sql'))
  .sort();
let database: TestDatabase;
let newShape: string[];
beforeAll(async () => {
  database = await openTestDatabase();
  await database.migrate(migrationsFolder);
  newShape = await shapeOf(database);
});
afterAll(() => database?.dispose());
// Roles belong to the server and stay; a database made anew would take longer than the migrations.
beforeEach(() => database.pool.query('DROP SCHEMA public, auth CASCADE; CREATE SCHEMA public'));

const org = '00000000-0000-7000-8000-000000000001';
const call = '00000000-0000-7000-8000-00000000000c';
/** What the first version of the program would have written. */
const firstRows = `
  INSERT INTO organisations (id, name, created_at) VALUES ('${org}', 'Old', now());
  INSERT INTO agents VALUES ('${org}', 'lidia', 'Лидия', '', 'ru', 1, now(), now());
  INSERT INTO skillbase_versions VALUES ('${org}', 'lidia', 1, 'published', 'shipped', 'x', '{"id":"lidia"}', now());
  INSERT INTO numbers VALUES ('${org}', '74951112233', 'lidia', now());
  BEGIN;
  INSERT INTO calls (org_id, id, node_id, agent_id, agent_name, state, direction, wire, from_address, to_address,
    started_at, fields, latencies, has_message, last_seq, last_event_at)
    VALUES ('${org}', '${call}', 'n', 'lidia', 'Лидия', 'completed', 'inbound', 'sip', '+79161234567', 'lidia',
      now(), '[]', '{}', false, 1, now());
  INSERT INTO events VALUES ('${org}', '${call}', 1, '${call}', 'call.initiated', now(), '{}');
  INSERT INTO turns VALUES ('${org}', '${call}', 1, 't1', 'caller', 'Алло', false, 'stt', 0, 1);
  COMMIT;
  INSERT INTO leads VALUES ('${org}', '${call}', '${call}', 'lidia', 'lead', 'new', 'Анна', '+79161234567', '[]', now());`;

/** Every column of every table, and every policy and grant on it. */
async function shapeOf({ pool }: TestDatabase): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(`
    SELECT c.relnamespace::regnamespace || '.' || c.relname || '.' || a.attname || ' ' ||
      format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' ||
      coalesce(pg_get_expr(d.adbin, d.adrelid), '') || ' ' || c.relforcerowsecurity || ' ' ||
      coalesce(array_to_string(c.relacl, ','), '') AS line
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace::regnamespace::text IN ('public', 'auth') ORDER BY 1`);
  return rows.map(({ line }) => line);
}

describe('an installation of an earlier version', () => {
  it.each(names.map((name, index) => [name, index + 1] as const))(
    'that stopped at %s / comes to the same shape as a new one, with everything it held',
    async (_name, count) => {
      await database.migrate(migrationsFolder, names.slice(0, 1));
      await database.pool.query(firstRows);
      await database.migrate(migrationsFolder, names.slice(0, count));
      await database.migrate(migrationsFolder);
      expect(await shapeOf(database)).toEqual(newShape);
      for (const table of ['agents', 'skillbase_versions', 'numbers', 'calls', 'events', 'turns', 'leads']) {
        const { rows } = await database.pool.query(`SELECT count(*)::int AS count FROM ${table}`);
        expect([table, rows[0].count]).toEqual([table, 1]);
      }
    },
  );
});
