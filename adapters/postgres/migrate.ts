import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@allo/kernel';
import type { Pool, PoolClient } from 'pg';

interface Migration {
  name: string;
  checksum: string;
  sql: string;
}

const fileName = /^\d{4}_[a-z0-9_]+\.sql$/;
/** Any constant will do; it keeps two processes from migrating one server at once. */
const advisoryLock = 4_205_112;

/**
 * Applies the files of a folder that the database has not seen, in order of name, all or none. Forward only: a file
 * that changed after it was applied, or one applied that the folder lacks, is an error (`database_failed`). `only`: as if
 * the folder held nothing else.
 */
export async function migrate(pool: Pool, folder: string, only?: readonly string[]): Promise<string[]> {
  const all = await readMigrations(folder);
  const wanted = only ? all.filter(({ name }) => only.includes(name)) : all;
  const unknown = only?.find((name) => !all.some((one) => one.name === name));
  if (unknown !== undefined) {
    throw new AppError(
      'database_failed',
      `This Allo does not know the migration ${unknown}: use a newer one.`,
    );
  }
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    // Rewriting a large table takes its time.
    await client.query('SET LOCAL statement_timeout = 0');
    await client.query(`SELECT pg_advisory_xact_lock(${advisoryLock})`);
    const fresh = await findFresh(client, wanted);
    for (const migration of fresh) await apply(client, migration);
    await client.query('COMMIT');
    return fresh.map(({ name }) => name);
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => fileName.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function findFresh(client: PoolClient, wanted: Migration[]): Promise<Migration[]> {
  await client.query(`CREATE TABLE IF NOT EXISTS migrations (
    name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'SELECT name, checksum FROM migrations ORDER BY name',
  );
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  const known = new Map(wanted.map((migration) => [migration.name, migration]));
  for (const [name, checksum] of applied) {
    const migration = known.get(name);
    if (!migration) {
      throw new AppError(
        'database_failed',
        `The database was made by a newer Allo (it has ${name}): start that version.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new AppError(
        'database_failed',
        `Migration ${name} was changed after it was applied: restore the file and write a new migration.`,
      );
    }
  }
  return wanted.filter(({ name }) => !applied.has(name));
}

async function apply(client: PoolClient, migration: Migration): Promise<void> {
  try {
    await client.query(migration.sql);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new AppError('database_failed', `Migration ${migration.name} failed: ${detail}`, { cause: error });
  }
  await client.query('INSERT INTO migrations (name, checksum) VALUES ($1, $2)', [
    migration.name,
    migration.checksum,
  ]);
}
