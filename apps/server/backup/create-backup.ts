import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Database, dumpTables } from '@allo/adapters/postgres';
import type { ObjectStore } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';
import { archiveLines, type BackupCounts, type BackupPart } from './archive.ts';

export interface BackupOptions {
  pool: Database['pool'];
  /** As they lie: a sealed object is taken sealed. */
  objects: ObjectStore;
  file: string;
  version: string;
  createdAt: Date;
  /** Told from time to time. */
  progress(counts: Readonly<BackupCounts>): void;
}

/** Writes everything of an installation but its secret key into one file, which appears when it is whole. */
export async function createBackup(options: BackupOptions): Promise<BackupCounts> {
  const counts: BackupCounts = { tables: 0, rows: 0, objects: 0, objectBytes: 0 };
  const unfinished = `${options.file}.unfinished`;
  try {
    await pipeline(
      Readable.from(archiveLines(parts(options, counts), counts)),
      createGzip(),
      createWriteStream(unfinished, { mode: 0o600 }),
    );
    await rename(unfinished, options.file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return counts;
}

async function* parts(
  { pool, objects, version, createdAt, progress }: BackupOptions,
  counts: BackupCounts,
): AsyncGenerator<BackupPart, void, undefined> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY name');
    const migrations = rows.map(({ name }) => name);
    yield { type: 'header', header: { format: 1, version, createdAt: createdAt.toISOString(), migrations } };
    for await (const part of dumpTables(client)) {
      if ('table' in part) yield { type: 'table', table: part.table };
      else yield { type: 'row', row: part.row };
    }
  } finally {
    client.release();
  }
  progress(counts);
  for await (const { key } of objects.list('')) {
    try {
      let isFirst = true;
      for await (const bytes of objects.read(key)) {
        if (isFirst) yield { type: 'object', key, contentType: contentTypeOf(key) };
        isFirst = false;
        yield { type: 'bytes', bytes };
      }
      if (isFirst) yield { type: 'object', key, contentType: contentTypeOf(key) };
    } catch (error) {
      // Removed between the list and the reading.
      if (!(error instanceof AppError && error.code === 'not_found')) throw error;
    }
    if (counts.objects % 100 === 0) progress(counts);
  }
}

const contentTypes: Record<string, string> = {
  wav: 'audio/wav',
  json: 'application/json',
  txt: 'text/plain',
};
const contentTypeOf = (key: string): string =>
  contentTypes[key.slice(key.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
