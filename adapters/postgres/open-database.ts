import { AppError, type Clock, type Log } from '@allo/kernel';
import pg from 'pg';
import { type FolderLock, prepareDataFolder, takeFolderLock } from '../files/index.ts';
import { connectionError } from './connection-error.ts';
import type { Database } from './database.ts';
import { type EmbeddedServer, startEmbeddedServer } from './embedded-server.ts';
import { listen } from './listen.ts';
import { migrate } from './migrate.ts';
import { createTenantDatabase } from './tenant-database.ts';

export interface OpenDatabaseOptions {
  /** Made if absent. */
  dataDir: string;
  /** Null: the embedded database under `dataDir`, taken for this process alone. */
  databaseUrl: string | null;
  clock: Clock;
  log: Log;
  /** How the embedded database is reached; unix sockets wherever the system has them. */
  transport?: 'unix' | 'loopback';
}

type Clockwork = Pick<OpenDatabaseOptions, 'clock' | 'log'>;

const oldestMajor = 15;

/**
 * Opens the database. Throws AppError with one line that says how to mend it: `data_unwritable`, `data_locked` (another
 * process has the folder) or `database_failed`.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const { path, nodeId } = prepareDataFolder(options.dataDir);
  if (options.databaseUrl !== null) return openServer(options.databaseUrl, nodeId, options);

  const lock = takeFolderLock({
    folder: path,
    name: 'database',
    startedAt: new Date(options.clock.wallTime()),
  });
  try {
    const transport = options.transport ?? (process.platform === 'win32' ? 'loopback' : 'unix');
    const server = await startEmbeddedServer({
      folder: path,
      clock: options.clock,
      log: options.log,
      transport,
    });
    return openEmbedded(server, lock, nodeId, options);
  } catch (error) {
    lock.close();
    throw error;
  }
}

function openEmbedded(
  server: EmbeddedServer,
  lock: FolderLock,
  nodeId: string,
  { clock, log }: Clockwork,
): Database {
  const pool = new pg.Pool({
    user: 'postgres',
    database: 'postgres',
    host: server.host,
    port: server.port,
    // One backend serves everybody: a second connection would only wait inside it for the first one's transaction.
    max: 1,
    idleTimeoutMillis: 0,
    // Counts waiting for the one connection too.
    connectionTimeoutMillis: 30_000,
  });
  surviveBreaks(pool);
  return assemble('embedded', 'PGlite (embedded)', pool, nodeId, { clock, log }, async () => {
    await pool.end();
    await server.close();
    lock.close();
  });
}

async function openServer(databaseUrl: string, nodeId: string, clockwork: Clockwork): Promise<Database> {
  const pool = makeServerPool(databaseUrl);
  surviveBreaks(pool);
  try {
    const { rows } = await pool.query<{ server_version: string }>('SHOW server_version');
    const version = (rows[0]?.server_version ?? '0').split(' ')[0] as string;
    if (Number.parseInt(version, 10) < oldestMajor) {
      throw new AppError(
        'database_failed',
        `DATABASE_URL leads to PostgreSQL ${version}: Allo needs ${oldestMajor} or newer.`,
      );
    }
    return assemble('server', `PostgreSQL ${version}`, pool, nodeId, clockwork, () => pool.end());
  } catch (error) {
    await pool.end();
    throw error instanceof AppError ? error : connectionError(databaseUrl, error);
  }
}

function makeServerPool(databaseUrl: string): pg.Pool {
  if (!/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new AppError(
      'database_failed',
      'DATABASE_URL is not a PostgreSQL address: write postgres://user:password@host:5432/database.',
    );
  }
  try {
    return new pg.Pool({
      connectionString: databaseUrl,
      max: 10,
      connectionTimeoutMillis: 10_000,
      statement_timeout: 30_000,
      keepAlive: true,
      application_name: 'allo',
    });
  } catch (error) {
    throw connectionError(databaseUrl, error);
  }
}

/**
 * A connection that breaks while somebody has it, between two queries, tells nobody but its own listeners; without one
 * it would end the process. The next query on it fails.
 */
function surviveBreaks(pool: pg.Pool): void {
  pool.on('connect', (client) => client.on('error', () => {}));
}

function assemble(
  kind: Database['kind'],
  label: string,
  pool: pg.Pool,
  nodeId: string,
  { clock, log }: Clockwork,
  end: () => Promise<void>,
): Database {
  // An idle connection that breaks must not end the process; the next query makes a new one.
  pool.on('error', (error) => log.warn({ detail: error.message }, 'database connection lost'));
  let closing: Promise<void> | null = null;
  return {
    kind,
    label,
    nodeId,
    db: createTenantDatabase(pool),
    pool,
    migrate: (folder, only) => migrate(pool, folder, only),
    listen: (channels, hear) =>
      kind === 'server' ? listen(pool, channels, hear, { clock, log }) : { close: () => Promise.resolve() },
    isReachable: () =>
      pool.query('SELECT 1').then(
        () => true,
        () => false,
      ),
    close: () => (closing ??= end()),
  };
}
