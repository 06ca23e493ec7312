import type { ObjectFacts, ObjectStore } from '@allo/contracts/ports';
import { AppError, type Clock } from '@allo/kernel';

const wellFormed = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}(\/[A-Za-z0-9_][A-Za-z0-9._-]{0,127}){0,7}$/;

/** An object store that keeps everything in memory and behaves as its contract says. */
export interface MemoryObjectStore extends ObjectStore {
  readonly objects: Map<string, { bytes: Buffer; contentType: string; modifiedAt: Date }>;
}

export function createMemoryObjectStore(clock: Pick<Clock, 'wallTime'>): MemoryObjectStore {
  const objects: MemoryObjectStore['objects'] = new Map();
  const checked = (key: string): string => {
    if (!wellFormed.test(key)) throw new AppError('bad_request', 'The object key is malformed.');
    return key;
  };
  const factsOf = (key: string): ObjectFacts | null => {
    const found = objects.get(key);
    return found ? { sizeBytes: found.bytes.length, modifiedAt: found.modifiedAt } : null;
  };
  async function* readPieces(key: string, range?: { start: number; end: number }) {
    const found = objects.get(key);
    if (!found) throw new AppError('not_found', 'There is no such object.');
    const bytes = range ? found.bytes.subarray(range.start, range.end + 1) : found.bytes;
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  }
  async function* listKeys(prefix: string) {
    for (const key of [...objects.keys()].filter((one) => one.startsWith(prefix)).sort()) {
      const facts = factsOf(key);
      if (facts) yield { key, ...facts };
    }
  }
  return {
    objects,
    put: async (key, body, { contentType }) => {
      checked(key);
      const pieces: Uint8Array[] = [];
      if (body instanceof Uint8Array) pieces.push(body);
      else for await (const piece of body) pieces.push(Uint8Array.from(piece));
      objects.set(key, { bytes: Buffer.concat(pieces), contentType, modifiedAt: new Date(clock.wallTime()) });
    },
    stat: async (key) => factsOf(checked(key)),
    read: (key, range) => {
      checked(key);
      const isRange = (one: { start: number; end: number }) =>
        Number.isSafeInteger(one.start) &&
        Number.isSafeInteger(one.end) &&
        one.start >= 0 &&
        one.end >= one.start;
      if (range && !isRange(range)) throw new AppError('bad_request', 'The byte range is malformed.');
      return readPieces(key, range);
    },
    remove: async (key) => {
      objects.delete(checked(key));
    },
    list: (prefix) => {
      if (prefix !== '') checked(prefix.replace(/\/$/, ''));
      return listKeys(prefix);
    },
    check: () => Promise.resolve(),
    removeLeftovers: () => Promise.resolve(0),
    close: () => undefined,
  };
}
