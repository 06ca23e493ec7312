import { randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { ListedObject, ObjectBody, ObjectFacts, ObjectStore } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';
import { bodyPieces, checkByteRange, noSuchObject } from '../objects/object-bytes.ts';
import { objectKeyParts, objectPrefixParts } from '../objects/object-key.ts';

// A key cannot begin with a dot, so nothing in here is ever an object.
const incoming = '.incoming';

/** Objects as files of one folder, by key. Keys cannot lead out of it. The type of the content is not kept. */
export function createFileObjectStore(options: { folder: string }): ObjectStore {
  const root = resolve(options.folder);
  const pathOf = (key: string) => join(root, ...objectKeyParts(key));
  return {
    put: async (key, body) => {
      const path = pathOf(key);
      await working(root, () => putFile(root, path, body));
    },
    stat: async (key) => {
      const path = pathOf(key);
      return working(root, () => factsOf(path));
    },
    read: (key, range) => {
      checkByteRange(range);
      return readFile(root, pathOf(key), range);
    },
    remove: async (key) => {
      const path = pathOf(key);
      // A folder of this name is not the object.
      if (await working(root, () => factsOf(path))) await working(root, () => rm(path, { force: true }));
    },
    list: (prefix) => listFiles(root, objectPrefixParts(prefix)),
    check: () =>
      working(root, async () => {
        await mkdir(root, { recursive: true, mode: 0o700 });
        await access(root, constants.R_OK | constants.W_OK);
      }),
    removeLeftovers: (before) => working(root, () => removeLeftovers(join(root, incoming), before)),
    close: () => undefined,
  };
}

/** Beside, whole, then in its place by one rename: a crash leaves the old object or the new one. */
async function putFile(root: string, path: string, body: ObjectBody): Promise<void> {
  const beside = join(root, incoming, randomUUID());
  await mkdir(dirname(beside), { recursive: true, mode: 0o700 });
  try {
    const file = await open(beside, 'wx', 0o600);
    try {
      await writePieces(file, body);
      await file.sync();
    } finally {
      await file.close();
    }
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rename(beside, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

async function writePieces(file: FileHandle, body: ObjectBody): Promise<void> {
  for await (const piece of bodyPieces(body)) {
    for (let written = 0; written < piece.length; ) {
      written += (await file.write(piece, written)).bytesWritten;
    }
  }
}

/** Makes the new name itself outlast a power cut. Windows cannot open folders; its rename is journalled. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  if (!folder) return;
  try {
    await folder.sync();
  } catch (error) {
    if (codeOf(error) !== 'EINVAL' && codeOf(error) !== 'EPERM') throw error;
  } finally {
    await folder.close();
  }
}

async function factsOf(path: string): Promise<ObjectFacts | null> {
  const found = await stat(path).catch((error: unknown) => {
    if (isAbsent(error)) return null;
    throw error;
  });
  return found?.isFile() ? { sizeBytes: found.size, modifiedAt: found.mtime } : null;
}

async function* readFile(
  root: string,
  path: string,
  range?: { start: number; end: number },
): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = createReadStream(path, range);
  try {
    yield* stream as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (isAbsent(error) || codeOf(error) === 'EISDIR') throw noSuchObject();
    throw storeError(root, error);
  } finally {
    stream.destroy();
  }
}

/** Folder by folder, in the order of whole keys: a folder sorts as its name with the slash. */
async function* listFiles(root: string, prefix: string[]): AsyncGenerator<ListedObject, void, undefined> {
  const folders = prefix.slice(0, -1);
  yield* listFolder(root, folders, prefix.at(-1) ?? '');
}

async function* listFolder(
  root: string,
  parts: string[],
  nameBegins: string,
): AsyncGenerator<ListedObject, void, undefined> {
  const folder = join(root, ...parts);
  const entries = await working(root, () => namesIn(folder));
  for (const { name, isFolder } of entries) {
    if (name.startsWith('.') || !name.startsWith(nameBegins)) continue;
    const found = [...parts, name];
    if (isFolder) yield* listFolder(root, found, '');
    else {
      const facts = await working(root, () => factsOf(join(folder, name)));
      if (facts) yield { key: found.join('/'), ...facts };
    }
  }
}

async function namesIn(folder: string): Promise<Array<{ name: string; isFolder: boolean }>> {
  try {
    const found = await readdir(folder, { withFileTypes: true });
    const sortName = (one: { name: string; isFolder: boolean }) => (one.isFolder ? `${one.name}/` : one.name);
    return found
      .map((one) => ({ name: one.name, isFolder: one.isDirectory() }))
      .sort((a, b) => (sortName(a) < sortName(b) ? -1 : 1));
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

async function removeLeftovers(folder: string, before: Date): Promise<number> {
  let removed = 0;
  for (const { name } of await namesIn(folder)) {
    const path = join(folder, name);
    const facts = await factsOf(path);
    if (!facts || facts.modifiedAt >= before) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

async function working<T>(root: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storeError(root, error);
  }
}

const remedies: Record<string, string> = {
  ENOSPC: 'make room on its disk',
  EDQUOT: 'raise the quota of this user',
  EACCES: 'give this user the right to read and write it',
  EPERM: 'give this user the right to read and write it',
  EROFS: 'its disk is mounted read-only',
  EMFILE: 'raise the limit of open files (ulimit -n)',
};

/** Errors of the system only; what the body or a check threw stays what it is. */
function storeError(root: string, error: unknown): unknown {
  const code = codeOf(error);
  if (error instanceof AppError || !code || !/^E[A-Z0-9]+$/.test(code)) return error;
  const remedy = remedies[code] ?? 'check the disk it lies on';
  return new AppError('provider_unreachable', `The object folder ${root} fails (${code}): ${remedy}.`, {
    cause: error,
  });
}

function isAbsent(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | null)?.code;
}
