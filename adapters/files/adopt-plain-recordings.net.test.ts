import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMasterKeys } from '@allo/kernel';
import { expect, it } from 'vitest';
import { createSealedObjectStore } from '../sealed-objects/index.ts';
import { adoptPlainRecordings } from './adopt-plain-recordings.ts';
import { createFileObjectStore } from './file-object-store.ts';
import { createRecordingFolder } from './recording-folder.ts';

it('adoptPlainRecordings / plain ones among sealed ones / are moved, once', async () => {
  const root = await mkdtemp(join(tmpdir(), 'allo-adopt-'));
  const objectsFolder = join(root, 'objects');
  const folder = createRecordingFolder({ folder: join(root, 'recording') });
  const keys = createMasterKeys([Buffer.alloc(32, 7).toString('base64')]);
  const files = createFileObjectStore({ folder: objectsFolder });
  const store = createSealedObjectStore({ store: files, keys });
  const keysOf = async () => {
    const found: string[] = [];
    for await (const { key } of store.list('')) found.push(key);
    return found;
  };
  await store.put('recordings/org-a/sealed.wav', Buffer.from('RIFF, but sealed'), {
    contentType: 'audio/wav',
  });
  await mkdir(join(objectsFolder, 'recordings', 'org-b'), { recursive: true });
  for (const org of ['org-a', 'org-b']) {
    await writeFile(join(objectsFolder, 'recordings', org, 'plain.wav'), `RIFF of ${org}`);
  }
  expect(await adoptPlainRecordings({ objectsFolder, folder })).toBe(2);
  expect(await keysOf()).toEqual(['recordings/org-a/sealed.wav']);
  const left: string[] = [];
  for await (const { orgId, callId } of folder.list()) {
    left.push(`${orgId}/${callId} ${await folder.size(orgId, callId)}`);
  }
  expect(left.sort()).toEqual(['org-a/plain 13', 'org-b/plain 13']);

  await writeFile(join(objectsFolder, 'recordings', 'org-b', 'late.wav'), 'RIFF');
  expect(await adoptPlainRecordings({ objectsFolder, folder })).toBe(0);
  await rm(root, { recursive: true });
});
