import type { NodePgDatabase } from 'drizzle-orm/node-postgres';

/** An open PostgreSQL, embedded or real; the same driver and SQL for both. */
export interface Database {
  readonly kind: 'embedded' | 'server';
  /** For people: `PGlite 0.5.14 (embedded)`, `PostgreSQL 16.3`. */
  readonly label: string;
  /** Names the data folder this process works from. */
  readonly nodeId: string;
  readonly db: NodePgDatabase;
  /** Applies what is new in a folder of `NNNN_name.sql`, in order; answers the names applied. */
  migrate(folder: string): Promise<string[]>;
  /** Whether a query is answered now. Never throws. */
  isReachable(): Promise<boolean>;
  /** Idempotent. */
  close(): Promise<void>;
}
