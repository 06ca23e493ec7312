import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareDataFolder } from './data-folder.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'allo-data-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('prepareDataFolder', () => {
  it('makes the folder and gives it a name that stays', async () => {
    const folder = join(root, 'new', 'data');
    const first = prepareDataFolder(folder);
    expect(first.nodeId).toMatch(/^[0-9a-f-]{36}$/);
    expect(prepareDataFolder(folder)).toEqual(first);
    expect(prepareDataFolder(join(root, 'other')).nodeId).not.toBe(first.nodeId);
    await writeFile(join(folder, 'node-id'), '');
    const renewed = prepareDataFolder(folder).nodeId;
    expect((await readFile(join(folder, 'node-id'), 'utf8')).trim()).toBe(renewed);
  });

  it('says in one line what to do when it cannot be written', async () => {
    await writeFile(join(root, 'file'), '');
    const folder = join(root, 'file', 'data');
    expect(() => prepareDataFolder(folder)).toThrow(
      expect.objectContaining({
        code: 'data_unwritable',
        message: `The data folder ${folder} cannot be written (ENOTDIR): give this user the right to write there or choose another with DATA_DIR.`,
      }),
    );
  });
});
