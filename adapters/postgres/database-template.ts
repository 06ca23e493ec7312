import { createHash } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSilentLog, createSystemClock } from '@allo/kernel';
import { openDatabase } from './open-database.ts';

const cache = fileURLToPath(new URL('../../node_modules/.cache/allo-databases', import.meta.url));
const manifest = fileURLToPath(new URL('../package.json', import.meta.url));

/**
 * Puts an embedded database with these migrations (null: none) into the empty data folder: a copy of one that is made
 * once, because making one anew takes seconds of a processor. For tests and benches.
 */
export async function copyDatabaseTemplate(dataDir: string, migrations: string | null): Promise<void> {
  const template = join(cache, await keyOf(migrations));
  if (!existsSync(template)) await makeTemplate(template, migrations);
  await cp(template, join(dataDir, 'postgres'), { recursive: true, mode: constants.COPYFILE_FICLONE });
}

/** Whatever the files of a database depend on. */
async function keyOf(migrations: string | null): Promise<string> {
  const hash = createHash('sha256').update(await readFile(manifest));
  const names =
    migrations === null ? [] : (await readdir(migrations)).filter((name) => name.endsWith('.sql'));
  for (const name of names.sort()) hash.update(name).update(await readFile(join(migrations as string, name)));
  return hash.digest('hex').slice(0, 16);
}

/** Several that come at once each make one; the first to be done is kept. */
async function makeTemplate(template: string, migrations: string | null): Promise<void> {
  await mkdir(cache, { recursive: true });
  const dataDir = await mkdtemp(join(cache, 'making-'));
  try {
    const database = await openDatabase({
      dataDir,
      databaseUrl: null,
      clock: createSystemClock(),
      log: createSilentLog(),
    });
    if (migrations !== null) await database.migrate(migrations);
    await database.close();
    await rename(join(dataDir, 'postgres'), template).catch((error: unknown) => {
      if (!existsSync(template)) throw error;
    });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
