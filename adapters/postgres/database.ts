import type { Pool, PoolClient } from 'pg';
import type { Listening } from './listen.ts';
import type { TenantDatabase } from './tenant-database.ts';

/** One connection, for a transaction by hand. */
export type Connection = PoolClient;

/** An open PostgreSQL, embedded or real; the same driver and SQL for both. */
export interface Database {
  readonly kind: 'embedded' | 'server';
  /** For people: `PGlite 0.5.14 (embedded)`, `PostgreSQL 16.3`. */
  readonly label: string;
  /** Names the data folder this process works from. */
  readonly nodeId: string;
  readonly db: TenantDatabase;
  /** The owner's connections, past every policy: for accounts, jobs and backups, which lie outside of organisations. */
  readonly pool: Pool;
  /** Applies what is new in a folder of `NNNN_name.sql`, in order; answers the names applied. */
  migrate(folder: string, only?: readonly string[]): Promise<string[]>;
  /**
   * Hears of what other processes notify on these channels, as a sign to look: none is kept while the connection is
   * away. Silent on the embedded database, which no other process can reach.
   */
  listen(channels: readonly string[], hear: (channel: string) => void): Listening;
  /** Whether a query is answered now. Never throws. */
  isReachable(): Promise<boolean>;
  /** Idempotent. */
  close(): Promise<void>;
}
