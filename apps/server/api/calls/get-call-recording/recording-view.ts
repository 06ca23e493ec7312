import { Readable } from 'node:stream';
import type { RecordingReader } from '@allo/business';
import { readWav, wavHeader, wavHeaderBytes } from '@allo/call/audio';
import type { ByteRange } from '@allo/contracts/ports';

/** A recording as a file of a fixed size, though it may still grow. */
export interface RecordingView {
  size: number;
  read(range: ByteRange): Readable;
}

/**
 * What there is of a recording now, under a header that tells exactly that length: a call under way or one whose
 * process was killed plays to its present end. Null while there is none.
 */
export async function viewRecording(store: RecordingReader, key: string): Promise<RecordingView | null> {
  const found = await store.find(key);
  if (!found || found.sizeBytes < wavHeaderBytes) return null;
  if (found.isFinished) return { size: found.sizeBytes, read: (range) => store.read(key, range) };
  const header = await wholeHeader(store, key, found.sizeBytes);
  const size = header.fileBytes;
  return {
    size,
    read: (range) => {
      if (range.start >= wavHeaderBytes) return store.read(key, range);
      const head = header.bytes.subarray(range.start, Math.min(range.end + 1, wavHeaderBytes));
      if (range.end < wavHeaderBytes) return Readable.from([Buffer.from(head)]);
      return Readable.from(headThen(head, store.read(key, { start: wavHeaderBytes, end: range.end })));
    },
  };
}

async function wholeHeader(
  store: Pick<RecordingReader, 'read'>,
  key: string,
  present: number,
): Promise<{ bytes: Uint8Array; fileBytes: number }> {
  const stored = Buffer.concat(await store.read(key, { start: 0, end: wavHeaderBytes - 1 }).toArray());
  const wav = readWav(stored);
  // Ours has nothing between header and audio; anything else is served as it lies there.
  if (wav.dataOffset !== wavHeaderBytes) return { bytes: stored, fileBytes: present };
  const blockBytes = wav.channels * 2;
  const dataBytes = Math.floor((present - wavHeaderBytes) / blockBytes) * blockBytes;
  return { bytes: wavHeader(wav, dataBytes), fileBytes: wavHeaderBytes + dataBytes };
}

async function* headThen(head: Uint8Array, rest: Readable): AsyncGenerator<Uint8Array> {
  yield head;
  yield* rest;
}
