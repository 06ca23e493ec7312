import { Readable } from 'node:stream';
import type { ByteRange, ObjectStore, RecordingFolder } from '@allo/contracts/ports';
import { callOfRecordingKey } from './recording-key.ts';

/** Recordings by key, wherever they are: growing on this machine or archived. */
export interface RecordingReader {
  /** Bytes now; null when there is none. */
  size(key: string): Promise<number | null>;
  /** Fails with `not_found` when there is none. */
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
        if ((error as { code?: string }).code !== 'not_found') throw error;
      }
    }
    yield* store.read(key, range);
  }
  return {
    size: async (key) => (await localSize(key)) ?? (await store.stat(key))?.sizeBytes ?? null,
    read: (key, range) => Readable.from(pieces(key, range), { objectMode: false }),
  };
}
