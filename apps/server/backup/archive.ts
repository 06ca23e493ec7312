import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { DumpedTable } from '@allo/adapters/postgres';
import { AppError } from '@allo/kernel';

/**
 * A backup is a gzip of text lines, each a letter, a space and JSON: `H` header, then `T` a table and its `R` rows, then
 * `O` an object and its `B` bytes (base64), at last `E` with counts and the SHA-256 of everything before. What is sealed
 * in the database and the object store stays sealed in it.
 */
export interface BackupHeader {
  format: 1;
  version: string;
  createdAt: string;
  /** Names of the migrations the tables were made by. */
  migrations: string[];
}

export interface BackupCounts {
  tables: number;
  rows: number;
  objects: number;
  objectBytes: number;
}

export type BackupPart =
  | { type: 'header'; header: BackupHeader }
  | { type: 'table'; table: DumpedTable }
  /** JSON text. */
  | { type: 'row'; row: string }
  | { type: 'object'; key: string; contentType: string }
  | { type: 'bytes'; bytes: Uint8Array };

const letters = { header: 'H', table: 'T', row: 'R', object: 'O', bytes: 'B' } as const;

/** The lines of a backup, its end included. `counts` is filled on the way. */
export async function* archiveLines(
  parts: AsyncIterable<BackupPart>,
  counts: BackupCounts,
): AsyncGenerator<string, void, undefined> {
  const hash = createHash('sha256');
  for await (const part of parts) {
    count(counts, part);
    const line = `${letters[part.type]} ${contentOf(part)}\n`;
    hash.update(line);
    yield line;
  }
  yield `E ${JSON.stringify({ ...counts, sha256: hash.digest('hex') })}\n`;
}

/** Reads a backup; throws `bad_request` at the end unless it is whole and unchanged, so use what came only then. */
export async function* readArchive(source: Readable): AsyncGenerator<BackupPart, void, undefined> {
  const hash = createHash('sha256');
  let isEnded = false;
  let isFirst = true;
  for await (const line of linesOf(source)) {
    if (isEnded) throw notWhole();
    if (line.startsWith('E ')) {
      const { sha256 } = JSON.parse(line.slice(2)) as { sha256: string };
      if (sha256 !== hash.digest('hex')) throw notWhole();
      isEnded = true;
      continue;
    }
    hash.update(`${line}\n`);
    const part = partOf(line);
    if (isFirst && part.type !== 'header') throw notWhole();
    isFirst = false;
    yield part;
  }
  if (!isEnded) throw notWhole();
}

/** Node's readline also breaks at U+2028, which may stand in a value. */
async function* linesOf(source: Readable): AsyncGenerator<string, void, undefined> {
  let pieces: Buffer[] = [];
  try {
    for await (const chunk of source.pipe(createGunzip()) as AsyncIterable<Buffer>) {
      let start = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
        pieces.push(chunk.subarray(start, end));
        yield Buffer.concat(pieces).toString('utf8');
        pieces = [];
        start = end + 1;
      }
      if (start < chunk.length) pieces.push(chunk.subarray(start));
    }
  } catch (error) {
    if (/^Z_/.test((error as { code?: string }).code ?? '')) throw notWhole();
    throw error;
  }
  if (pieces.length > 0) throw notWhole();
}

function contentOf(part: BackupPart): string {
  switch (part.type) {
    case 'header':
      return JSON.stringify(part.header);
    case 'table':
      return JSON.stringify(part.table);
    case 'row':
      // A value of type json keeps the white space it was written with.
      return part.row.replaceAll('\n', ' ');
    case 'object':
      return JSON.stringify({ key: part.key, contentType: part.contentType });
    case 'bytes':
      return Buffer.from(part.bytes).toString('base64');
  }
}

function partOf(line: string): BackupPart {
  const content = line.slice(2);
  switch (line.slice(0, 2)) {
    case 'H ':
      return { type: 'header', header: JSON.parse(content) as BackupHeader };
    case 'T ':
      return { type: 'table', table: JSON.parse(content) as DumpedTable };
    case 'R ':
      return { type: 'row', row: content };
    case 'O ':
      return { type: 'object', ...(JSON.parse(content) as { key: string; contentType: string }) };
    case 'B ':
      return { type: 'bytes', bytes: Buffer.from(content, 'base64') };
    default:
      throw notWhole();
  }
}

function count(counts: BackupCounts, part: BackupPart): void {
  if (part.type === 'table') counts.tables += 1;
  else if (part.type === 'row') counts.rows += 1;
  else if (part.type === 'object') counts.objects += 1;
  else if (part.type === 'bytes') counts.objectBytes += part.bytes.length;
}

function notWhole(): AppError {
  return new AppError('bad_request', 'This file is not a whole backup of Allo: nothing was restored.');
}
