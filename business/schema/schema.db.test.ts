import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { is, sql } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { defaultOrgId, type OrgId } from '@allo/contracts';
import { VirtualClock } from '@allo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrationsFolder } from '../migrations/folder.ts';
import type { Db } from '../deps.ts';
import { ensureDefaultOrganisation } from '../tenancy/ensure-default-organisation.ts';
import { otherOrganisation } from '../tenancy/testing.ts';
import * as schema from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
});
afterAll(() => database?.dispose());

/** What is of the installation and of no organisation. */
const shared = ['event_consumers', 'event_stream', 'instance', 'migrations'];
const tables = Object.values(schema).filter((value) => is(value, PgTable));

async function columnsOf(table: string) {
  const { rows } = await database.owner.execute<{ name: string; type: string; required: boolean }>(sql`
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
    const { rows } = await database.owner.execute<{ table: string; column: string }>(sql`
      SELECT c.relname AS table, a.attname AS column
      FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
      WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT IN ('migrations', 'organisations', 'instance',
        'event_consumers', 'event_stream')`);
    expect(rows.length).toBe(tables.length - 4);
    expect(rows.filter(({ column }) => column !== 'org_id')).toEqual([]);
  });

  it('all show a transaction one organisation only, whoever owns them, but the row of the installation', async () => {
    const { rows } = await database.owner.execute<{ table: string }>(sql`
      SELECT c.relname AS table FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
          SELECT FROM pg_policy WHERE polrelid = c.oid AND polname = 'tenant'))`);
    expect(rows.map(({ table }) => table).sort()).toEqual(shared);
  });

  it('are out of reach for both roles where they are not an organisation’s', async () => {
    for (const table of shared) {
      const read = database.db.inOrganisation(defaultOrgId, (tx) =>
        tx.execute(sql.raw(`SELECT * FROM ${table}`)),
      );
      await expect(read).rejects.toMatchObject({ cause: { code: '42501' } });
    }
  });
});

describe('a transaction of an organisation', () => {
  const other = '00000000-0000-7000-8000-000000000002' as OrgId;
  beforeAll(async () => {
    await ensureDefaultOrganisation({ db: database.db, clock: new VirtualClock() });
    await database.owner.insert(schema.organisations).values(otherOrganisation(other));
  });
  const seen = (tx: Db) => tx.select({ id: schema.organisations.id }).from(schema.organisations);

  it('sees its own rows even when the query forgets to ask, one across organisations sees all', async () => {
    const { db } = database;
    expect(await db.inOrganisation(defaultOrgId, seen)).toEqual([{ id: defaultOrgId }]);
    expect(await db.inOrganisation(other, seen)).toEqual([{ id: other }]);
    expect(await db.acrossOrganisations('this test counts them', seen)).toHaveLength(2);
  });

  it('cannot write a row of another, nor open for what is no organisation', async () => {
    const { db } = database;
    const foreign = db.inOrganisation(defaultOrgId, (tx) =>
      tx.insert(schema.members).values({
        orgId: other,
        userId: 'u',
        role: 'owner',
        email: 'a@example.com',
        name: '',
        createdAt: new Date(),
      }),
    );
    await expect(foreign).rejects.toMatchObject({ cause: { code: '42501' } });
    const forged = "x'; RESET ROLE; --" as OrgId;
    await expect(async () => db.inOrganisation(forged, seen)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('leaves no right behind on the connection', async () => {
    await database.db.inOrganisation(other, seen);
    const { rows } = await database.pool.query(
      "SELECT current_setting('allo.org_id', true) AS org, current_user = session_user AS own",
    );
    expect([['', null].includes(rows[0].org), rows[0].own]).toEqual([true, true]);
  });
});
