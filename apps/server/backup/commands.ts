import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openObjectStore } from '@allo/adapters/objects';
import { type Database, openBeside, openDatabase } from '@allo/adapters/postgres';
import { migrationsFolder } from '@allo/business';
import { AppError, type Clock, createLog, createMasterKeys } from '@allo/kernel';
import { randomBytes } from 'node:crypto';
import type { Config } from '../config/config.ts';
import { version } from '../version.ts';
import type { BackupCounts } from './archive.ts';
import { createBackup } from './create-backup.ts';
import { restoreBackup } from './restore-backup.ts';

export const backupUsage = `
  backup [file]             write everything into one file; the server may run meanwhile
  restore <file> [--replace]  fill an empty installation from it; the server must not run`;

/** What a command of the server is given. */
export interface CommandOptions {
  config: Config;
  clock: Clock;
  /** The words after the command. */
  parameters: string[];
  print(line: string): void;
}

/** `backup`: the secret key is not in the file; without it what is sealed in the file stays sealed. */
export async function backupCommand({ config, clock, parameters, print }: CommandOptions): Promise<void> {
  const createdAt = new Date(clock.wallTime());
  const { positionals } = parseArgs({ args: parameters, allowPositionals: true });
  const stamp = createdAt.toISOString().slice(0, 19).replaceAll(':', '');
  const file = positionals[0] ?? `allo-${stamp}.backup`;
  const { pool, close } = await openForReading(config, clock);
  try {
    const objects = rawObjects(config);
    const counts = await createBackup({
      pool,
      objects,
      file,
      version,
      createdAt,
      progress: (now) => print(`  … ${summary(now)}`),
    });
    print(`${summary(counts)} are in ${file}.`);
    print(
      'Keep the secret key apart from it (SECRET_KEY, or secret.key of the data folder): without it, recordings and secrets in the file cannot be opened.',
    );
  } finally {
    await close();
  }
}

export async function restoreCommand({ config, clock, parameters, print }: CommandOptions): Promise<void> {
  const { positionals, values } = parseArgs({
    args: parameters,
    allowPositionals: true,
    options: { replace: { type: 'boolean', default: false } },
  });
  const [file] = positionals;
  if (file === undefined) throw new AppError('bad_request', `Say which file to restore:${backupUsage}`);
  const database = await openDatabase({ ...places(config), clock, log: createLog({ level: 'warn' }) });
  try {
    const counts = await restoreBackup({
      pool: database.pool,
      migrateTo: (only) => database.migrate(migrationsFolder, only),
      objects: rawObjects(config),
      file,
      isReplacing: values.replace,
      progress: (now) => print(`  … ${summary(now)}`),
    });
    print(`${summary(counts)} were restored. Start Allo with the secret key the backup was made under.`);
  } finally {
    await database.close();
  }
}

/** Beside a running server where its database is the embedded one. */
async function openForReading(
  config: Config,
  clock: Clock,
): Promise<{ pool: Database['pool']; close(): Promise<void> }> {
  try {
    const database = await openDatabase({ ...places(config), clock, log: createLog({ level: 'warn' }) });
    return { pool: database.pool, close: () => database.close() };
  } catch (error) {
    const beside =
      error instanceof AppError && error.code === 'data_locked' ? openBeside(config.dataDir) : null;
    if (!beside) throw error;
    return { pool: beside, close: () => beside.end() };
  }
}

const places = (config: Config) => ({ dataDir: config.dataDir, databaseUrl: config.databaseUrl });

/** Objects as they lie: the keys are never used. */
function rawObjects(config: Config) {
  return openObjectStore({
    ...config.objects,
    folder: join(config.dataDir, 'objects'),
    encryption: 'off',
    keys: createMasterKeys([randomBytes(32).toString('base64')]),
  });
}

const summary = ({ rows, tables, objects, objectBytes }: BackupCounts): string =>
  `${rows} rows of ${tables} tables and ${objects} objects (${Math.ceil(objectBytes / 1_000_000)} MB)`;
