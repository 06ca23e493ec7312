import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { claimServer, type ServerProcess, startServerProcess } from '@allo/testing/server';

const root = fileURLToPath(new URL('../..', import.meta.url));
const running: ServerProcess[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) {
    await server.stop();
    await server.dispose();
  }
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function start(options: Parameters<typeof startServerProcess>[0] = {}): Promise<ServerProcess> {
  const server = await startServerProcess(options);
  running.push(server);
  return server;
}

/** A command of the server, as an administrator would give it; answers its exit code and words. */
async function command(dataDir: string, ...words: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(join(root, 'node_modules/.bin/node'), ['apps/server/main.ts', ...words], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, LOG_LEVEL: 'warn' },
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, said };
}

describe('backup and restore', () => {
  it('beside a running server, into an empty folder / people sign in there as before', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'allo-backup-'));
    folders.push(folder);
    const [file, restored] = [join(folder, 'allo.backup'), join(folder, 'data')];
    const server = await start();
    const owner = await claimServer(server);

    expect(await command(server.dataDir, 'backup', file)).toMatchObject({ code: 0 });
    const session = await fetch(`${server.httpUrl}/v1/session`, { headers: owner.headers });
    expect(session.status).toBe(200);

    const refused = await command(server.dataDir, 'restore', file);
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('in use') as string });
    expect(await command(restored, 'restore', file)).toMatchObject({ code: 0 });
    await copyFile(join(server.dataDir, 'secret.key'), join(restored, 'secret.key'));
    const second = await start({ dataDir: restored });
    const { email, password } = owner;
    const signedIn = await fetch(`${second.httpUrl}/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    expect(signedIn.status).toBe(200);
    const agents = await fetch(`${second.httpUrl}/v1/agents`, { headers: owner.headers });
    expect(((await agents.json()) as { items: unknown[] }).items).toHaveLength(4);
  });
});
