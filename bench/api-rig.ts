import { openBeside } from '@allo/adapters/postgres';
import { permissions } from '@allo/contracts/access';
import { claimServer, type ServerProcess, startServerProcess } from '@allo/testing/server';
import { startStandInProcess } from '@allo/testing/stand-ins';
import pg from 'pg';
import { type ApiClient, createApiClient } from './api-client.ts';
import { createBenchDatabase } from './bench-database.ts';
import { understoodPhrases } from './hold-calls.ts';
import { seedCalls } from './seed-calls.ts';

/** A whole server that somebody has worked on for months, and a key that may do everything. */
export interface ApiRig {
  readonly server: ServerProcess;
  readonly client: ApiClient;
  /** Its database, beside it. */
  readonly pool: pg.Pool;
  readonly orgId: string;
  readonly callIds: readonly string[];
  readonly leadIds: readonly string[];
  readonly database: string;
  close(): Promise<void>;
}

/** On a database of its own on the real server `serverUrl`, else on the embedded one. */
export async function openApiRig(
  serverUrl: string | null,
  data: { calls: number; leads: number },
): Promise<ApiRig> {
  const database = serverUrl === null ? null : await createBenchDatabase(serverUrl);
  const standIn = await startStandInProcess({ script: { transcripts: understoodPhrases(20_000) } });
  const server = await startServerProcess({
    env: {
      OPENAI_STT_BASE_URL: standIn.baseUrl,
      REQUESTS_PER_MINUTE: '999999999',
      ...(database && { DATABASE_URL: database.url }),
    },
  });
  const owner = await claimServer(server);
  const pool = database
    ? new pg.Pool({ connectionString: database.url, max: 1 })
    : openBeside(server.dataDir);
  if (!pool) throw new Error('the database of the server cannot be reached');
  const made = await seedCalls(pool, owner.orgId, data);
  await pool.query('ANALYZE');
  const asOwner = createApiClient(server.httpUrl, owner.headers);
  const { text } = await asOwner.ask('POST', '/v1/keys', { json: { name: 'bench', scopes: permissions } });
  asOwner.close();
  const { token } = JSON.parse(text) as { token: string };
  const client = createApiClient(server.httpUrl, { authorization: `Bearer ${token}` });
  return {
    server,
    client,
    pool,
    orgId: owner.orgId,
    ...made,
    database: database ? `PostgreSQL ${database.version}` : 'PGlite (embedded)',
    close: async () => {
      client.close();
      await pool.end();
      await server.stop();
      await server.dispose();
      await standIn.close();
      await database?.drop();
    },
  };
}
