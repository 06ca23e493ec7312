import type { Clock, Ids, Log } from '@allo/kernel';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** Any PostgreSQL through drizzle, or a transaction of it. Typed queries only, so the driver does not matter. */
export type Db = PgDatabase<PgQueryResultHKT, Record<string, unknown>>;

/** What every part of the business is made with. */
export interface Deps {
  db: Db;
  clock: Clock;
  ids: Ids;
  log: Log;
}
