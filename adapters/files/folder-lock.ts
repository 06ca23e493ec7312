import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '@allo/kernel';

export interface FolderLock {
  /** Idempotent. */
  close(): void;
}

/**
 * Takes a folder for this process alone, or throws `data_locked` naming who has it. What holds is an operating-system
 * lock on `<name>.lock` (SQLite's exclusive mode is the portable way to one), so it falls with the process however that
 * dies, there is no stale lock to judge, and it holds between containers that share the folder, where a process
 * number means nothing. `<name>.pid` beside it only says whom to stop.
 */
export function takeFolderLock(options: { folder: string; name: string; startedAt: Date }): FolderLock {
  const { folder, name, startedAt } = options;
  const path = join(folder, `${name}.lock`);
  const holderPath = join(folder, `${name}.pid`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = openExclusively(path);
  if (!lock) throw lockedError(folder, holderPath);
  writeFileSync(holderPath, `${process.pid} ${startedAt.toISOString()}\n`);
  let isOpen = true;
  return {
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      rmSync(holderPath, { force: true });
      lock.close();
    },
  };
}

/** Null when another holder, in this process or any other, has it. */
function openExclusively(path: string): DatabaseSync | null {
  const database = new DatabaseSync(path);
  try {
    // Exclusive locking mode keeps the lock after the transaction; the write is what takes it.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE; PRAGMA user_version = 1; COMMIT');
    return database;
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  const code = (error as { errcode?: number }).errcode ?? 0;
  // SQLITE_BUSY and SQLITE_LOCKED; the upper bits carry the extended reason.
  return (code & 0xff) === 5 || (code & 0xff) === 6;
}

function lockedError(folder: string, holderPath: string): AppError {
  const holder = readHolder(holderPath);
  const who = holder ? `process ${holder.pid}, started ${holder.startedAt}` : 'another process';
  const mend = holder ? `stop it (kill ${holder.pid})` : 'stop it';
  return new AppError(
    'data_locked',
    `The data folder ${folder} is in use by another Allo (${who}): ${mend} or choose another folder with DATA_DIR.`,
  );
}

function readHolder(path: string): { pid: string; startedAt: string } | null {
  try {
    const [pid, startedAt] = readFileSync(path, 'utf8').trim().split(' ');
    return pid && startedAt ? { pid, startedAt } : null;
  } catch {
    return null;
  }
}
