import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileObjectStore, type ObjectStore } from './object-store.ts';

const key = 'recordings/00000000-0000-7000-8000-000000000001/call.wav';
let root: string;
let store: ObjectStore;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'allo-objects-'));
  store = createFileObjectStore({ folder: join(root, 'objects') });
});
afterAll(() => rm(root, { recursive: true, force: true }));

const text = async (range?: { start: number; end: number }) =>
  Buffer.concat(await store.read(key, range).toArray()).toString();

describe('ObjectStore', () => {
  it('tells an absent object from a present one, and removes it', async () => {
    expect(await store.size(key)).toBeNull();
    await writeFile(await store.reserve(key), 'abcdefgh');
    expect(await store.size(key)).toBe(8);
    expect(await text()).toBe('abcdefgh');
    expect(await text({ start: 2, end: 4 })).toBe('cde');
    await store.remove(key);
    await store.remove(key);
    expect(await store.size(key)).toBeNull();
  });

  it('does not take a folder for an object, nor an object for a folder', async () => {
    await writeFile(await store.reserve(key), 'x');
    expect(await store.size('recordings')).toBeNull();
    expect(await store.size(`${key}/inside`)).toBeNull();
  });

  it.each([
    '../secret',
    'recordings/../../secret',
    '/etc/passwd',
    'recordings//x',
    'recordings/',
    '',
    '.',
    'recordings/.hidden',
    'a\\..\\b',
    'C:/x',
    'a/b\0c',
    'a/b\n',
    'a/'.repeat(9),
    'x'.repeat(200),
  ])('refuses the key %j', (bad) => {
    expect(() => store.localPath(bad)).toThrow(expect.objectContaining({ code: 'bad_request' }));
  });

  it('fails the stream of an absent object and nothing else', async () => {
    await expect(store.read('recordings/nobody.wav').toArray()).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
