import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../server/index.ts';
import { startChildServer } from './child-server.ts';
import type { IntegrationPart, MissingPart, RunningPart } from './integration-part.ts';
import { findProgram, runProgram } from './run-program.ts';

/** Redis on a free loopback port, keeping nothing on disk, without a password. */
export const redisPart: IntegrationPart = { name: 'redis', start: () => startRedis() };

const missing: MissingPart = {
  isRunning: false,
  reason: 'no redis-server (or valkey-server) on this machine',
  enable: 'apt-get install -y --no-install-recommends redis-server',
};

/** `port` when a test must find it again at the same place. */
export async function startRedis(options: { port?: number } = {}): Promise<RunningPart | MissingPart> {
  const program = findProgram('redis-server') ?? findProgram('valkey-server');
  if (!program) return missing;
  const folder = await mkdtemp(join(tmpdir(), 'allo-redis-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const port = options.port ?? (await freePort());
    const settings = { bind: '127.0.0.1', port: String(port), dir: folder, save: '', appendonly: 'no' };
    const server = await startChildServer({
      program,
      parameters: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
      ready: /Ready to accept connections/,
      readyWithinMs: 10_000,
      cwd: folder,
    });
    const version = /v=([\d.]+)/.exec(await runProgram(program, ['--version']))?.[1] ?? '?';
    return {
      isRunning: true,
      label: `Redis ${version}, ${program}`,
      env: { REDIS_URL_TEST: `redis://127.0.0.1:${port}` },
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
