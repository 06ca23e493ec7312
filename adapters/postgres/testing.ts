import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSilentLog, createSystemClock } from '@allo/kernel';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Database } from './database.ts';
import { copyDatabaseTemplate } from './database-template.ts';
import { openDatabase } from './open-database.ts';

export { copyDatabaseTemplate } from './database-template.ts';

/** A database of a test's own, gone after `dispose`. */
export interface TestDatabase extends Database {
  readonly dataDir: string;
  /** Past every policy, to prepare and to look. */
  readonly owner: NodePgDatabase;
  dispose(): Promise<void>;
}

/**
 * The embedded database in a temporary folder, or, when DATABASE_URL_TEST names a server where databases may be made,
 * a fresh database there; with `migrations` applied.
 */
export async function openTestDatabase(options: { migrations?: string } = {}): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'allo-test-'));
  const server = process.env.DATABASE_URL_TEST
    ? await makeServerDatabase(process.env.DATABASE_URL_TEST)
    : null;
  if (!server) await copyDatabaseTemplate(dataDir, options.migrations ?? null);
  const database = await openDatabase({
    dataDir,
    databaseUrl: server?.url ?? null,
    clock: createSystemClock(),
    log: createSilentLog(),
  });
  if (options.migrations) await database.migrate(options.migrations);
  const dispose = async (): Promise<void> => {
    await database.close();
    await server?.drop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { ...database, dataDir, owner: drizzle(database.pool), dispose };
}

async function makeServerDatabase(serverUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `allo_test_${randomUUID().replaceAll('-', '')}`;
  await administer(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => administer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function administer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
