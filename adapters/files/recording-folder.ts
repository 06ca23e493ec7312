import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { CallId, OrgId } from '@allo/contracts';
import type { ObjectStore, RecordingFolder } from '@allo/contracts/ports';
import { createFileObjectStore } from './file-object-store.ts';

const suffix = '.wav';

/** Recordings under way as `<folder>/<org>/<call>.wav`. */
export function createRecordingFolder(options: { folder: string }): RecordingFolder {
  const root = resolve(options.folder);
  const files = createFileObjectStore({ folder: root });
  const keyOf = (orgId: OrgId, callId: CallId) => `${orgId}/${callId}${suffix}`;
  const pathOf = (orgId: OrgId, callId: CallId) => join(root, orgId, `${callId}${suffix}`);
  return {
    pathOf,
    reserve: async (orgId, callId) => {
      const path = pathOf(orgId, callId);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      return path;
    },
    size: async (orgId, callId) => (await files.stat(keyOf(orgId, callId)))?.sizeBytes ?? null,
    read: (orgId, callId, range) => files.read(keyOf(orgId, callId), range),
    remove: (orgId, callId) => files.remove(keyOf(orgId, callId)),
    list: () => listCalls(files),
  };
}

/** Ids of calls sort by the time they were made. */
async function* listCalls(
  files: ObjectStore,
): AsyncGenerator<{ orgId: OrgId; callId: CallId }, void, undefined> {
  const found: Array<{ orgId: OrgId; callId: CallId }> = [];
  for await (const { key } of files.list('')) {
    const [orgId, name, ...deeper] = key.split('/');
    if (!orgId || !name?.endsWith(suffix) || deeper.length > 0) continue;
    found.push({ orgId: orgId as OrgId, callId: name.slice(0, -suffix.length) as CallId });
  }
  yield* found.sort((a, b) => (a.callId < b.callId ? -1 : 1));
}
