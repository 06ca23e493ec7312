import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, createMasterKeys, isMasterKeyText, type Log, type MasterKeys } from '@allo/kernel';

/**
 * The master keys of this process: those of `SECRET_KEY`, then the one in `DATA_DIR/secret.key`. Without the variable
 * the file is made once; with it, a file that lies there still opens what it sealed, so that moving from the file to
 * the variable loses nothing.
 */
export async function openMasterKeys(options: {
  secretKeys: readonly string[] | null;
  dataDir: string;
  log: Log;
}): Promise<MasterKeys> {
  const path = join(options.dataDir, 'secret.key');
  if (options.secretKeys) {
    const own = await readKeyFile(path, options.log);
    return createMasterKeys(own ? [...options.secretKeys, own] : options.secretKeys);
  }
  return createMasterKeys([(await readKeyFile(path, options.log)) ?? (await makeKeyFile(path, options.log))]);
}

async function readKeyFile(path: string, log: Log): Promise<string | null> {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).trim();
    const others = (await stat(path)).mode & 0o077;
    if (others !== 0) {
      await chmod(path, 0o600);
      log.warn(
        {},
        'secret.key was readable by others: now its owner alone reads it; change the key if it was seen',
      );
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new AppError(
      'data_unwritable',
      `The secret key in ${path} cannot be read: check who owns the file.`,
      {
        cause: error,
      },
    );
  }
  if (isMasterKeyText(text)) return text;
  // Another key in its place would make everything sealed unreadable for good.
  throw new AppError(
    'config_invalid',
    `${path} does not hold a secret key: put back the file from your copy; remove it only if no secret is worth keeping.`,
  );
}

/** Whole or not at all, also under two processes that start at once: the loser takes the winner's key. */
async function makeKeyFile(path: string, log: Log): Promise<string> {
  const written = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(join(path, '..'), { recursive: true });
    const file = await open(written, 'wx', 0o600);
    try {
      await file.writeFile(`${randomBytes(32).toString('base64')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(written, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } catch (error) {
    throw new AppError(
      'data_unwritable',
      `The secret key cannot be written to ${path}: check the folder’s owner and space.`,
      {
        cause: error,
      },
    );
  } finally {
    await rm(written, { force: true });
  }
  const text = await readKeyFile(path, log);
  if (text === null)
    throw new AppError('data_unwritable', `The secret key vanished from ${path} while starting.`);
  return text;
}
