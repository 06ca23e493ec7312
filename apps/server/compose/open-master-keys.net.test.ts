import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMasterKeys, createSilentLog } from '@allo/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMasterKeys } from './open-master-keys.ts';

const log = createSilentLog();
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'allo-keys-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const keyText = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const idOf = (text: string) => createMasterKeys([text]).current().id;

describe('openMasterKeys', () => {
  it('makes a file once, for its owner alone, and finds the same key again', async () => {
    const folder = join(dataDir, 'deep', 'er');
    const first = await openMasterKeys({ secretKeys: null, dataDir: folder, log });
    const second = await openMasterKeys({ secretKeys: null, dataDir: folder, log });
    expect(second.current().id).toBe(first.current().id);
    expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['secret.key']);
  });

  it('agrees on one key when many processes start at once', async () => {
    const opened = await Promise.all(
      Array.from({ length: 8 }, () => openMasterKeys({ secretKeys: null, dataDir, log })),
    );
    expect(new Set(opened.map((keys) => keys.current().id)).size).toBe(1);
  });

  it('prefers the keys given and still knows the one in the file', async () => {
    const filed = (await openMasterKeys({ secretKeys: null, dataDir, log })).current().id;
    const keys = await openMasterKeys({ secretKeys: [keyText(1), keyText(2)], dataDir, log });
    expect(keys.current().id).toBe(idOf(keyText(1)));
    expect(keys.byId(idOf(keyText(2)))).not.toBeNull();
    expect(keys.byId(filed)).not.toBeNull();
  });

  it('writes no file beside keys given', async () => {
    await openMasterKeys({ secretKeys: [keyText(1)], dataDir, log });
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('refuses a broken file instead of making another key, and leaves it as it is', async () => {
    const path = join(dataDir, 'secret.key');
    await writeFile(path, 'half a ke');
    await expect(openMasterKeys({ secretKeys: null, dataDir, log })).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.not.stringContaining('half a ke'),
    });
    expect(await readFile(path, 'utf8')).toBe('half a ke');
  });

  it('takes away what others may read', async () => {
    await openMasterKeys({ secretKeys: null, dataDir, log });
    await chmod(join(dataDir, 'secret.key'), 0o644);
    await openMasterKeys({ secretKeys: null, dataDir, log });
    expect((await stat(join(dataDir, 'secret.key'))).mode & 0o777).toBe(0o600);
  });
});
