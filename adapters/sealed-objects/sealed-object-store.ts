import { randomBytes } from 'node:crypto';
import type { ByteRange, ListedObject, ObjectFacts, ObjectStore } from '@allo/contracts/ports';
import { AppError, type MasterKeys } from '@allo/kernel';
import { checkByteRange, noSuchObject } from '../objects/object-bytes.ts';
import { ByteReader } from './byte-reader.ts';
import { sealBody } from './seal-body.ts';
import {
  damaged,
  endBytes,
  headerBytes,
  makeHeader,
  ObjectSealer,
  plainSize,
  readHeader,
  saltBytes,
  sealedSegmentBytes,
  segmentBytes,
} from './sealed-layout.ts';

export interface SealedObjectStoreOptions {
  /** Where the sealed objects lie. Closing this store closes it. */
  store: ObjectStore;
  keys: MasterKeys;
}

/**
 * Seals what goes into a store and opens what comes out, so that whoever holds the disk or the bucket can neither read
 * nor change it unnoticed. New objects are sealed with the current key; each says which key opens it, so older keys
 * must be kept as long as their objects live. A range costs the segments it touches, the header and the end.
 */
export function createSealedObjectStore({ store, keys }: SealedObjectStoreOptions): ObjectStore {
  return {
    put: (key, body) => {
      const master = keys.current();
      const header = makeHeader(master.id, randomBytes(saltBytes));
      const sealed = sealBody(body, header, new ObjectSealer(master, header, key));
      // What it is inside is nobody's business.
      return store.put(key, sealed, { contentType: 'application/octet-stream' });
    },
    stat: async (key) => {
      const found = await store.stat(key);
      return found && openedFacts(found);
    },
    read: (key, range) => {
      checkByteRange(range);
      return range ? readRange(store, keys, key, range) : readWhole(store, keys, key);
    },
    remove: (key) => store.remove(key),
    list: (prefix) => listOpened(store, prefix),
    check: () => store.check(),
    removeLeftovers: (before) => store.removeLeftovers(before),
    close: () => store.close(),
  };
}

async function* listOpened(
  store: ObjectStore,
  prefix: string,
): AsyncGenerator<ListedObject, void, undefined> {
  for await (const found of store.list(prefix)) yield { key: found.key, ...openedFacts(found) };
}

/** A size no sealed object can have is told as it is: removing such an object must stay possible. */
function openedFacts({ sizeBytes, modifiedAt }: ObjectFacts): ObjectFacts {
  return { sizeBytes: plainSize(sizeBytes) ?? sizeBytes, modifiedAt };
}

function sealerOf(keys: MasterKeys, start: Uint8Array, objectKey: string): ObjectSealer {
  const header = readHeader(start);
  if (!header) throw damaged();
  const master = keys.byId(header.keyId);
  if (!master) {
    throw new AppError(
      'provider_rejected',
      'A stored object is sealed with a key this instance does not have: put the earlier key behind the current one in SECRET_KEY.',
      { detail: `key ${JSON.stringify(header.keyId)}` },
    );
  }
  return new ObjectSealer(master, header, objectKey);
}

/** One request. Keeps a segment back until it knows whether more follows, and ends only if the length is right. */
async function* readWhole(
  store: ObjectStore,
  keys: MasterKeys,
  key: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = new ByteReader(store.read(key));
  try {
    const sealer = sealerOf(keys, await reader.take(headerBytes), key);
    let total = 0;
    for (let index = 0; ; index++) {
      // The end may lie wholly or partly in what a last, short segment leaves.
      const block = await reader.take(sealedSegmentBytes);
      const isFull = block.length === sealedSegmentBytes;
      const ahead = isFull ? await reader.take(endBytes) : Buffer.alloc(0);
      if (isFull && ahead.length === endBytes) {
        const segment = sealer.openSegment(index, block);
        total += segment.length;
        reader.giveBack(ahead);
        yield segment;
        continue;
      }
      const rest = Buffer.concat([block, ahead]);
      const split = rest.length - endBytes;
      if (split < 0) throw damaged();
      const last = split > 0 ? sealer.openSegment(index, rest.subarray(0, split)) : Buffer.alloc(0);
      sealer.checkEnd(total + last.length, rest.subarray(split));
      if (last.length > 0) yield last;
      return;
    }
  } finally {
    await reader.close();
  }
}

async function* readRange(
  store: ObjectStore,
  keys: MasterKeys,
  key: string,
  range: ByteRange,
): AsyncGenerator<Uint8Array, void, undefined> {
  const found = await store.stat(key);
  if (!found) throw noSuchObject();
  const total = plainSize(found.sizeBytes);
  if (total === null) throw damaged();
  const endStart = found.sizeBytes - endBytes;
  const [start, end] = await Promise.all([
    bytesOf(store, key, { start: 0, end: headerBytes - 1 }),
    bytesOf(store, key, { start: endStart, end: found.sizeBytes - 1 }),
  ]);
  const sealer = sealerOf(keys, start, key);
  // Before anything else: the length is what it was when the object was sealed.
  sealer.checkEnd(total, end);
  const lastByte = Math.min(range.end, total - 1);
  if (range.start > lastByte) return;
  const first = Math.floor(range.start / segmentBytes);
  const last = Math.floor(lastByte / segmentBytes);
  const reader = new ByteReader(
    store.read(key, {
      start: headerBytes + first * sealedSegmentBytes,
      end: Math.min(headerBytes + (last + 1) * sealedSegmentBytes, endStart) - 1,
    }),
  );
  try {
    for (let index = first; index <= last; index++) {
      const segment = sealer.openSegment(index, await reader.take(sealedSegmentBytes));
      const offset = index * segmentBytes;
      yield segment.subarray(Math.max(0, range.start - offset), lastByte + 1 - offset);
    }
  } finally {
    await reader.close();
  }
}

async function bytesOf(store: ObjectStore, key: string, range: ByteRange): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of store.read(key, range)) pieces.push(piece);
  return Buffer.concat(pieces);
}
