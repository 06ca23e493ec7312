import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A database of its own on a real server, for one run of a bench. */
export interface BenchDatabase {
  readonly url: string;
  readonly version: string;
  /** Takes it away with everything in it. */
  drop(): Promise<void>;
}

/** Makes a database beside the one `serverUrl` names. */
export async function createBenchDatabase(serverUrl: string): Promise<BenchDatabase> {
  const name = `allo_bench_${randomUUID().replaceAll('-', '')}`;
  await administer(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const { rows } = await administer(serverUrl, 'SHOW server_version');
  return {
    url: url.toString(),
    version: String((rows[0] as { server_version: string }).server_version),
    drop: async () => {
      await administer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function administer(serverUrl: string, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}
