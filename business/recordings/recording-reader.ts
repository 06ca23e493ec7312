import { Readable } from 'node:stream';
import type { ByteRange, ObjectStore, RecordingFolder } from '@allo/contracts/ports';
import { callOfRecordingKey } from './recording-key.ts';
import { storeFailure } from './store-failure.ts';

/** Recordings by key, wherever they are: growing on this machine or archived. */
export interface RecordingReader {
  /** Null when there is none. One under way grows, and its header does not tell its length. */
  find(key: string): Promise<{ sizeBytes: number; isFinished: boolean } | null>;
  /** Fails with `not_found` when there is none, with `unavailable` while the store cannot be read. */
  read(key: string, range?: ByteRange): Readable;
}

export function createRecordingReader(options: {
  folder: RecordingFolder;
  store: ObjectStore;
}): RecordingReader {
  const { folder, store } = options;
  const localSize = async (key: string): Promise<number | null> => {
    const call = callOfRecordingKey(key);
    return call ? folder.size(call.orgId, call.callId) : null;
  };
  async function* pieces(key: string, range: ByteRange | undefined) {
    const call = callOfRecordingKey(key);
    if (call) {
      try {
        yield* folder.read(call.orgId, call.callId, range);
        return;
      } catch (error) {
        // Archived meanwhile, or long ago. Thrown before the first byte: an open file stays readable when removed.
        if ((error as { code?: string }).code !== 'not_found') throw storeFailure(error);
      }
    }
    try {
      yield* store.read(key, range);
    } catch (error) {
      throw storeFailure(error);
    }
  }
  return {
    find: async (key) => {
      try {
        const waiting = await localSize(key);
        if (waiting !== null) return { sizeBytes: waiting, isFinished: false };
        const archived = await store.stat(key);
        return archived && { sizeBytes: archived.sizeBytes, isFinished: true };
      } catch (error) {
        throw storeFailure(error);
      }
    },
    read: (key, range) => Readable.from(pieces(key, range), { objectMode: false }),
  };
}
