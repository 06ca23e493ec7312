import type { AlloEvent } from '../events/index.ts';

/** How far the journal reaches with this entry: bytes since its beginning. Grows with every entry while it is open. */
export type JournalPosition = number;

export interface JournalEntry {
  position: JournalPosition;
  event: AlloEvent;
}

/** `failing`: the disk refuses to take more. `full`: the budget of the journal is used up. */
export type JournalState = 'ok' | 'failing' | 'full';

/**
 * Where events of running calls lie from the moment they are pushed until they are stored, so that neither a database
 * that is away nor the death of the process loses one.
 */
export interface EventJournal {
  /** Written when this returns; takes microseconds. Null when it could not be kept. Never throws. */
  append(event: AlloEvent): JournalPosition | null;
  /**
   * Entries behind `after` (0: from the first kept) in order, those of one organisation or, with null, of all; at most
   * `limit`. `nextAfter` is where to read on, also when what was passed over belongs to others.
   */
  read(query: {
    after: JournalPosition;
    orgId: string | null;
    limit: number;
  }): Promise<{ entries: JournalEntry[]; nextAfter: JournalPosition }>;
  /** These entries, each once, are stored elsewhere and need not be kept. */
  settle(positions: readonly JournalPosition[]): void;
  /** Puts an event that can never be stored, and the code it was refused with, aside for a person. Never throws. */
  refuse(event: AlloEvent, code: string): void;
  /** Where the last entry ends. */
  readonly end: JournalPosition;
  /** Share of the budget in use, 0 to 1. */
  readonly fullness: number;
  status(): { state: JournalState; bytes: number; waiting: number };
  /** What is not settled stays for the next start. Idempotent. */
  close(): void;
}
