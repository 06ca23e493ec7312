import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '@allo/kernel';

/** Bytes of an object, both ends inclusive as in an HTTP range. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Files under one folder by key: `recordings/<org>/<call>.wav`. Keys can never lead outside of it. */
export interface ObjectStore {
  /** Where the object lies or would lie. Throws `bad_request` on a malformed key. */
  localPath(key: string): string;
  /** The same, with its folder made: for whoever writes the file itself. */
  reserve(key: string): Promise<string>;
  /** Bytes now; null when there is no such object. A file being written grows. */
  size(key: string): Promise<number | null>;
  /** The stream fails with ENOENT when there is no such object. */
  read(key: string, range?: ByteRange): Readable;
  /** Removing what is not there is not an error. */
  remove(key: string): Promise<void>;
}

// No empty part, no leading dot (so no `.` or `..`), no separator of any system, no drive letter.
const part = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const maxParts = 8;

export function createFileObjectStore(options: { folder: string }): ObjectStore {
  const root = resolve(options.folder);
  const localPath = (key: string): string => {
    const parts = key.split('/');
    if (parts.length > maxParts || !parts.every((one) => part.test(one))) {
      throw new AppError('bad_request', 'The object key is malformed.');
    }
    return join(root, ...parts);
  };
  return {
    localPath,
    reserve: async (key) => {
      const path = localPath(key);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      return path;
    },
    size: async (key) => {
      try {
        const found = await stat(localPath(key));
        return found.isFile() ? found.size : null;
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
    },
    read: (key, range) => createReadStream(localPath(key), range),
    remove: (key) => rm(localPath(key), { force: true }),
  };
}

function isAbsent(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
