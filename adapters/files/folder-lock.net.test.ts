import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeFolderLock } from './folder-lock.ts';

const startedAt = new Date('2026-03-02T09:00:00Z');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'allo-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const take = () => takeFolderLock({ folder, name: 'database', startedAt });

/** Another process that takes the lock, says so, and waits to be ended. */
async function holdElsewhere() {
  const code = `
    const { takeFolderLock } = await import(${JSON.stringify(new URL('./folder-lock.ts', import.meta.url))});
    try {
      takeFolderLock({ folder: ${JSON.stringify(folder)}, name: 'database', startedAt: new Date(0) });
      console.log('taken');
      setInterval(() => {}, 1000);
    } catch (error) {
      console.log(error.code);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: said.toString().trim() };
}

describe('takeFolderLock', () => {
  it('keeps a second holder of the same process out until the first lets go', () => {
    const lock = take();
    expect(take).toThrow(expect.objectContaining({ code: 'data_locked' }));
    lock.close();
    lock.close();
    take().close();
  });

  it('keeps another process out, names itself in one line, and frees the folder when killed', async () => {
    const { child, said } = await holdElsewhere();
    expect(said).toBe('taken');
    let message = '';
    try {
      take();
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toBe(
      `The data folder ${folder} is in use by another Allo (process ${child.pid}, started 1970-01-01T00:00:00.000Z): ` +
        `stop it (kill ${child.pid}) or choose another folder with DATA_DIR.`,
    );
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    expect(existsSync(join(folder, 'database.pid'))).toBe(true);
    take().close();
  });

  it('lets exactly one of many processes that start together have it', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, holdElsewhere));
    expect(all.map(({ said }) => said).sort()).toEqual([
      'data_locked',
      'data_locked',
      'data_locked',
      'taken',
    ]);
    for (const { child } of all) child.kill('SIGKILL');
  });

  it('does not mind the process number of a dead holder, even one in use by somebody else', async () => {
    await writeFile(join(folder, 'database.pid'), `${process.pid} ${startedAt.toISOString()}\n`);
    take().close();
  });

  it('holds one lock by name apart from another', () => {
    const lock = take();
    takeFolderLock({ folder, name: 'voice', startedAt }).close();
    lock.close();
  });
});
