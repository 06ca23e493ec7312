import { createReadStream } from 'node:fs';
import {
  type Connection,
  type Database,
  type DumpedTable,
  emptyTables,
  loadRows,
  setCounters,
} from '@allo/adapters/postgres';
import type { ObjectStore } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';
import { type BackupCounts, type BackupHeader, type BackupPart, readArchive } from './archive.ts';

export interface RestoreOptions {
  pool: Database['pool'];
  /** Brings an empty database to what the backup was made from: applies these migrations and no other. */
  migrateTo(migrations: readonly string[]): Promise<unknown>;
  objects: ObjectStore;
  file: string;
  /** Whatever the installation holds is replaced; otherwise it must hold nothing. */
  isReplacing: boolean;
  progress(counts: Readonly<BackupCounts>): void;
}

const batchRows = 500;

/**
 * Fills an installation from a backup: the tables in one transaction, which a file that is not whole never reaches the
 * end of; the objects beside it. Throws `bad_request` (not a backup, not whole) or `conflict` (the installation is in use).
 * Newer migrations are applied at the next start.
 */
export async function restoreBackup(options: RestoreOptions): Promise<BackupCounts> {
  const counts: BackupCounts = { tables: 0, rows: 0, objects: 0, objectBytes: 0 };
  const parts = readArchive(createReadStream(options.file));
  const first = await parts.next();
  if (first.done || first.value.type !== 'header')
    throw new AppError('bad_request', 'This is no backup of Allo.');
  await prepare(options, first.value.header);
  const client = await options.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL statement_timeout = 0');
    await emptyTables(client);
    await fill(client, parts, options, counts);
    await setCounters(client);
    await client.query('COMMIT');
    return counts;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

async function prepare(options: RestoreOptions, { format, migrations }: BackupHeader): Promise<void> {
  if (format !== 1)
    throw new AppError('bad_request', 'This backup was made by a newer Allo: restore it with that one.');
  const { rows: made } = await options.pool.query<{ name: string | null }>(
    "SELECT to_regclass('public.migrations')::text AS name",
  );
  if (made[0]?.name) {
    const { rows } = await options.pool.query<{ name: string }>('SELECT name FROM migrations ORDER BY name');
    if (rows.length > 0 && !options.isReplacing) {
      throw new AppError(
        'conflict',
        'This installation is not empty: choose an empty DATA_DIR or database, or add --replace to lose what is there.',
      );
    }
    const newer = rows.filter(({ name }) => !migrations.includes(name));
    if (newer.length > 0) {
      throw new AppError(
        'conflict',
        'The tables here are newer than the backup: restore it into an empty DATA_DIR or database; the next start brings it up to date.',
      );
    }
  }
  await options.migrateTo(migrations);
}

async function fill(
  client: Connection,
  parts: AsyncIterable<BackupPart>,
  { objects, progress }: RestoreOptions,
  counts: BackupCounts,
): Promise<void> {
  let table: DumpedTable | null = null;
  let rows: string[] = [];
  const flush = async () => {
    if (table) await loadRows(client, table, rows);
    counts.rows += rows.length;
    rows = [];
  };
  const reading = parts[Symbol.asyncIterator]();
  let next = await reading.next();
  while (!next.done) {
    const part: BackupPart = next.value;
    if (part.type === 'table') {
      await flush();
      table = part.table;
      counts.tables += 1;
    } else if (part.type === 'row') {
      rows.push(part.row);
      if (rows.length >= batchRows) await flush();
    } else if (part.type === 'object') {
      await flush();
      let after: IteratorResult<BackupPart> | null = null;
      const bytes = async function* () {
        for (;;) {
          after = await reading.next();
          if (after.done || after.value.type !== 'bytes') return;
          counts.objectBytes += after.value.bytes.length;
          yield after.value.bytes;
        }
      };
      await objects.put(part.key, bytes(), { contentType: part.contentType });
      counts.objects += 1;
      if (counts.objects % 100 === 0) progress(counts);
      if (after) {
        next = after;
        continue;
      }
    }
    next = await reading.next();
  }
  await flush();
}
