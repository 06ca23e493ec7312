import type { Pool } from 'pg';
import type { TenantDatabase } from './tenant-database.ts';

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
  migrate(folder: string): Promise<string[]>;
  /** Whether a query is answered now. Never throws. */
  isReachable(): Promise<boolean>;
  /** Idempotent. */
  close(): Promise<void>;
}
