import type { ObjectStore, RecordingFolder } from '@allo/contracts/ports';
import type { Clock } from '@allo/kernel';
import type { CallArchive } from './call-archive.ts';
import { callOfRecordingKey } from './recording-key.ts';
import { storeFailure } from './store-failure.ts';

/**
 * The object store for whoever erases: a recording that waits for its archiving on this machine counts as stored, and
 * goes when its key is removed, along with whatever else of the call waits. `archive` answers null where calls are not
 * taken.
 */
export function createErasableObjects(options: {
  store: ObjectStore;
  folder: RecordingFolder;
  archive(): CallArchive | null;
  clock: Clock;
}): ObjectStore {
  const { store, folder, archive, clock } = options;
  const stat: ObjectStore['stat'] = async (key) => {
    const call = callOfRecordingKey(key);
    const waiting = call && (await folder.size(call.orgId, call.callId));
    if (waiting !== null) return { sizeBytes: waiting, modifiedAt: new Date(clock.wallTime()) };
    return store.stat(key);
  };
  const remove: ObjectStore['remove'] = async (key) => {
    const call = callOfRecordingKey(key);
    if (call) {
      await archive()?.forget(call.callId);
      await folder.remove(call.orgId, call.callId);
    }
    await store.remove(key);
  };
  return {
    ...store,
    stat: (key) => stat(key).catch(rethrow),
    remove: (key) => remove(key).catch(rethrow),
  };
}

function rethrow(error: unknown): never {
  throw storeFailure(error);
}
