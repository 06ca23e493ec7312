import { randomUUID } from 'node:crypto';
import { accessSync, constants, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '@allo/kernel';

export interface DataFolder {
  /** Absolute. */
  readonly path: string;
  /** Names this data folder for ever: calls remember whose recordings and whose crash they belong to. */
  readonly nodeId: string;
}

/** Makes the data folder if need be and proves that it can be written; otherwise throws `data_unwritable`. */
export function prepareDataFolder(dataDir: string): DataFolder {
  const path = resolve(dataDir);
  const probe = join(path, `.write-probe-${randomUUID()}`);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.W_OK);
    writeFileSync(probe, '');
    rmSync(probe);
    return { path, nodeId: readOrMakeNodeId(join(path, 'node-id')) };
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new AppError(
      'data_unwritable',
      `The data folder ${path} cannot be written (${code}): give this user the right to write there or choose another with DATA_DIR.`,
      { cause: error },
    );
  }
}

function readOrMakeNodeId(path: string): string {
  try {
    const known = readFileSync(path, 'utf8').trim();
    if (known) return known;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const made = randomUUID();
  try {
    writeFileSync(path, `${made}\n`, { flag: 'wx' });
    return made;
  } catch (error) {
    // A second process starting at the same moment made it first, or it was left empty by a full disk.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const known = readFileSync(path, 'utf8').trim();
    if (known) return known;
    writeFileSync(path, `${made}\n`);
    return made;
  }
}
