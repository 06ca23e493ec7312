import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AlloEvent } from '@allo/contracts/events';
import type { JournalEntry, JournalPosition } from '@allo/contracts/ports';
import { AppError, type Log } from '@allo/kernel';
import { findRecord, recordText } from './journal-record.ts';

const segmentName = /^\d{16}\.journal$/;

/** A file of entries; `base` is the position of its first byte, and its name. */
export interface Segment {
  path: string;
  base: number;
  bytes: number;
  /** Entries not settled yet. */
  waiting: number;
}

export function segmentPath(folder: string, base: JournalPosition): string {
  return join(folder, `${String(base).padStart(16, '0')}.journal`);
}

/** What the last process left, in order. Throws `data_unwritable` when the folder cannot be used. */
export function findSegments(folder: string, log: Log): Segment[] {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const names = readdirSync(folder).filter((name) => segmentName.test(name));
    return names.sort().flatMap((name) => surveySegment(join(folder, name), Number.parseInt(name, 10), log));
  } catch (error) {
    throw new AppError(
      'data_unwritable',
      `The event journal in ${folder} cannot be opened (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}): give this user the right to write there.`,
      { cause: error },
    );
  }
}

/** Counts the entries of a file that another process left; an empty one is removed. */
function surveySegment(path: string, base: number, log: Log): Segment[] {
  const bytes = readFileSync(path);
  let waiting = 0;
  let whole = 0;
  for (let at = 0; ; waiting++) {
    const place = findRecord(bytes, at);
    if (!place) break;
    whole += place.end - place.start;
    at = place.end;
  }
  if (whole < bytes.length) {
    log.warn({ bytes: bytes.length - whole }, 'the event journal holds a torn record, which is passed over');
  }
  if (waiting > 0) return [{ path, base, bytes: bytes.length, waiting }];
  rmSync(path, { force: true });
  return [];
}

/** See `EventJournal.read`. */
export async function readSegments(
  segments: readonly Segment[],
  after: JournalPosition,
  orgId: string | null,
  limit: number,
): Promise<{ entries: JournalEntry[]; nextAfter: JournalPosition }> {
  const entries: JournalEntry[] = [];
  let nextAfter = after;
  for (const { path, base, bytes: known } of segments) {
    if (base + known <= after) continue;
    // Bytes written after this call was made belong to the next one; a file removed meanwhile was settled.
    const bytes = (await readFile(path).catch(() => Buffer.alloc(0))).subarray(0, known);
    for (let at = Math.max(0, after - base); ; ) {
      const place = findRecord(bytes, at);
      if (!place) break;
      at = place.end;
      nextAfter = base + at;
      const event = JSON.parse(recordText(bytes, place)) as AlloEvent;
      if (orgId === null || event.orgId === orgId) entries.push({ position: nextAfter, event });
      if (entries.length >= limit) return { entries, nextAfter };
    }
    nextAfter = Math.max(nextAfter, base + known);
  }
  return { entries, nextAfter };
}
