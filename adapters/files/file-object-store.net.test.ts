import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMasterKeys } from '@allo/kernel';
import { objectStoreKit } from '@allo/testing/conformance';
import { describe, expect, it } from 'vitest';
import { createSealedObjectStore } from '../sealed-objects/index.ts';
import { createFileObjectStore } from './file-object-store.ts';

async function emptyFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'allo-objects-'));
  return { folder, close: () => rm(folder, { recursive: true, force: true }) };
}

const sizes = { manyObjects: 1005, largeBytes: 3_000_000 };

objectStoreKit('files', {
  ...sizes,
  create: async () => {
    const { folder, close } = await emptyFolder();
    return { store: createFileObjectStore({ folder: join(folder, 'objects') }), close };
  },
});

objectStoreKit('sealed files', {
  ...sizes,
  manyObjects: 100,
  create: async () => {
    const { folder, close } = await emptyFolder();
    const keys = createMasterKeys([Buffer.alloc(32, 7).toString('base64')]);
    return { store: createSealedObjectStore({ store: createFileObjectStore({ folder }), keys }), close };
  },
});

describe('createFileObjectStore', () => {
  it('a folder in the place of the object / says what fails', async () => {
    const { folder, close } = await emptyFolder();
    await writeFile(join(folder, 'objects'), '');
    const store = createFileObjectStore({ folder: join(folder, 'objects') });
    await expect(store.put('a.wav', Uint8Array.of(1), { contentType: 'audio/wav' })).rejects.toMatchObject({
      code: 'provider_unreachable',
      message: expect.stringMatching(
        /^The object folder .*objects fails \((EEXIST|ENOTDIR)\): check the disk/,
      ),
    });
    await expect(store.check()).rejects.toMatchObject({ code: 'provider_unreachable' });
    await close();
  });

  it('what a killed process left half written / is no object, and removed when old enough', async () => {
    const { folder, close } = await emptyFolder();
    const store = createFileObjectStore({ folder });
    await store.put('a.wav', Uint8Array.of(1), { contentType: 'audio/wav' });
    const half = join(folder, '.incoming', 'half');
    await writeFile(half, 'half');
    await utimes(half, new Date(1000), new Date(1000));
    await writeFile(join(folder, '.incoming', 'under-way'), 'young');
    const found: string[] = [];
    for await (const { key } of store.list('')) found.push(key);
    expect(found).toEqual(['a.wav']);
    expect(await store.removeLeftovers(new Date(2000))).toBe(1);
    expect(await readdir(join(folder, '.incoming'))).toEqual(['under-way']);
    await close();
  });
});
