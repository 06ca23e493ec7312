import {
  appendFileSync,
  closeSync,
  fdatasync,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { AlloEvent } from '@allo/contracts/events';
import type { EventJournal, JournalPosition, JournalState } from '@allo/contracts/ports';
import type { Clock, Log, Timer } from '@allo/kernel';
import { encodeRecord } from './journal-record.ts';
import { findSegments, readSegments, type Segment, segmentPath } from './journal-segment.ts';

export interface EventJournalOptions {
  /** Made if absent; this process alone writes there. */
  folder: string;
  clock: Clock;
  log: Log;
  /** Beyond it nothing is taken. */
  maxBytes?: number;
  /** A file is not written on beyond this; the smallest piece that can be given back. */
  segmentBytes?: number;
}

const defaultMaxBytes = 512 * 1024 * 1024;
const defaultSegmentBytes = 1024 * 1024;
/** What a power cut may cost; a killed process costs nothing, because the system has the bytes. */
const syncMs = 1000;
/** How often a disk that failed is asked again. */
const retryMs = 1000;
const maxRefusedBytes = 16 * 1024 * 1024;
const refusedName = 'refused.jsonl';

/**
 * Opens the journal in a folder with whatever the last process left there. Entries lie in segments, each a file that is
 * removed when everything in it is settled. A record torn by the death of its writer is recognised by its sum and
 * passed over. Throws `data_unwritable` when the folder cannot be used.
 */
export function openEventJournal(options: EventJournalOptions): EventJournal {
  const { folder, clock, log, maxBytes = defaultMaxBytes, segmentBytes = defaultSegmentBytes } = options;
  const segments = findSegments(folder, log);
  /** The last segment while it is written to. */
  let active: { segment: Segment; fd: number } | null = null;
  let end = segments.reduce((most, { base, bytes }) => Math.max(most, base + bytes), 0);
  let bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  let state: JournalState = 'ok';
  let failedAtMs = Number.NEGATIVE_INFINITY;
  let tending: Timer | null = null;
  let isClosed = false;

  const enter = (next: JournalState, detail?: string): void => {
    if (next === state) return;
    state = next;
    if (next === 'ok') log.info({ bytes }, 'the event journal takes events again');
    else log.error({ bytes, state: next, detail }, 'the event journal takes no events');
  };

  const open = (): { segment: Segment; fd: number } => {
    const segment = { path: segmentPath(folder, end), base: end, bytes: 0, waiting: 0 };
    active = { segment, fd: openSync(segment.path, 'wx', 0o600) };
    segments.push(segment);
    return active;
  };

  const retire = (): void => {
    if (!active) return;
    const { segment, fd } = active;
    active = null;
    closeSync(fd);
    if (segment.waiting === 0) remove(segment);
  };

  const remove = (segment: Segment): void => {
    segments.splice(segments.indexOf(segment), 1);
    bytes -= segment.bytes;
    rmSync(segment.path, { force: true });
    if (state === 'full') enter('ok');
  };

  const write = (record: Buffer): JournalPosition => {
    if (active && active.segment.bytes >= segmentBytes) retire();
    const { segment, fd } = active ?? open();
    const written = writeSync(fd, record);
    if (written < record.length) {
      ftruncateSync(fd, segment.bytes);
      throw new Error('ENOSPC');
    }
    segment.bytes += record.length;
    segment.waiting += 1;
    bytes += record.length;
    end += record.length;
    return end;
  };

  const append = (event: AlloEvent): JournalPosition | null => {
    if (isClosed || clock.now() - failedAtMs < retryMs) return null;
    const record = encodeRecord(JSON.stringify(event));
    if (bytes + record.length > maxBytes) {
      enter('full');
      return null;
    }
    try {
      const position = write(record);
      enter('ok');
      tending ??= clock.setTimer(syncMs, tend);
      return position;
    } catch (error) {
      failedAtMs = clock.now();
      enter('failing', codeOf(error));
      abandon();
      return null;
    }
  };

  /** What follows a failed write goes to a new file: nobody knows where the old one ends. */
  const abandon = (): void => {
    if (!active) return;
    const { segment, fd } = active;
    active = null;
    // Leaves room for a torn record, so that positions of the next segment lie behind it.
    end = Math.max(end, segment.base + sizeOf(segment.path));
    try {
      closeSync(fd);
    } catch (error) {
      log.warn({ detail: codeOf(error) }, 'a file of the event journal does not close');
    }
    if (segment.waiting === 0) remove(segment);
  };

  const tend = (): void => {
    tending = null;
    if (!active) return;
    // What calls said does not lie about longer than needed, and no start replays what is long stored.
    if (active.segment.waiting === 0) return retire();
    fdatasync(active.fd, (error) => {
      // Closed meanwhile: the system has the bytes all the same.
      if (error && error.code !== 'EBADF')
        log.warn({ detail: error.code }, 'the event journal is not synced');
    });
    tending = clock.setTimer(syncMs, tend);
  };

  const settle = (positions: readonly JournalPosition[]): void => {
    for (const position of positions) {
      const segment = segments.findLast(({ base }) => base < position);
      if (!segment) continue;
      segment.waiting -= 1;
      if (segment.waiting === 0 && segment !== active?.segment) remove(segment);
    }
    if (active?.segment.waiting === 0 && active.segment.bytes >= segmentBytes) retire();
  };

  return {
    append,
    settle,
    read: ({ after, orgId, limit }) => readSegments([...segments], after, orgId, limit),
    refuse: (event, code) => {
      try {
        putAside(join(folder, refusedName), { at: new Date(clock.wallTime()).toISOString(), code, event });
      } catch (error) {
        log.error({ detail: codeOf(error) }, 'a refused event cannot be put aside');
      }
    },
    get end() {
      return end;
    },
    get fullness() {
      return bytes / maxBytes;
    },
    status: () => ({ state, bytes, waiting: segments.reduce((sum, { waiting }) => sum + waiting, 0) }),
    close: () => {
      if (isClosed) return;
      isClosed = true;
      tending?.cancel();
      retire();
    },
  };
}

/** One JSON line for a person; the newest 16 to 32 MB are kept. */
function putAside(path: string, line: object): void {
  if (sizeOf(path) > maxRefusedBytes) renameSync(path, `${path}.1`);
  appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
