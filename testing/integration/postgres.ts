import { existsSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../server/index.ts';
import { startChildServer } from './child-server.ts';
import type { IntegrationPart, MissingPart, RunningPart } from './integration-part.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { runProgram } from './run-program.ts';
import { unprivilegedUser } from './unprivileged-user.ts';

/** PostgreSQL with pgvector on a free loopback port, durable as in production, without a password. */
export const postgresPart: IntegrationPart = { name: 'postgres', start: () => startPostgres() };

const missing: MissingPart = {
  isRunning: false,
  reason: 'no PostgreSQL with pgvector on this machine, and none could be downloaded',
  enable:
    'apt-get install postgresql postgresql-17-pgvector (or your version), or install python3 with pip and allow it the network, or set POSTGRES_BIN',
};

export interface PostgresOptions {
  /** When a test must find it again at the same place. */
  port?: number;
  /** Its data, kept when it ends; without it, a folder of its own that goes with it. */
  folder?: string;
}

export async function startPostgres(
  options: PostgresOptions = {},
): Promise<(RunningPart & { kill(): Promise<void> }) | MissingPart> {
  const binaries = await findPostgresBinaries();
  if (!binaries) return missing;
  const user = unprivilegedUser();
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'allo-postgres-')));
  const remove = async () => {
    if (!options.folder) await rm(folder, { recursive: true, force: true });
  };
  try {
    if (user.uid !== undefined) await chown(folder, user.uid, user.gid ?? user.uid);
    const data = join(folder, 'data');
    const child = { cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' }, ...user };
    const init = ['-D', data, '-U', 'allo', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'];
    if (!existsSync(join(data, 'PG_VERSION'))) await runProgram(join(binaries.bin, 'initdb'), init, child);
    const port = options.port ?? (await freePort());
    const settings = [
      'listen_addresses=127.0.0.1',
      `port=${port}`,
      `unix_socket_directories=${folder}`,
      'max_connections=200',
      'timezone=UTC',
    ];
    const server = await startChildServer({
      program: join(binaries.bin, 'postgres'),
      parameters: ['-D', data, ...settings.flatMap((one) => ['-c', one])],
      ready: /database system is ready to accept connections/,
      readyWithinMs: 30_000,
      // Fast shutdown: sessions are ended, nothing is lost.
      stopSignal: 'SIGINT',
      ...child,
    });
    const version = await runProgram(join(binaries.bin, 'postgres'), ['--version']);
    return {
      isRunning: true,
      label: `${version.trim()}, ${binaries.origin}`,
      env: { DATABASE_URL_TEST: `postgres://allo@127.0.0.1:${port}/postgres` },
      kill: () => server.kill(),
      close: async () => {
        await server.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
