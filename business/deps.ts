import type { OrgId } from '@allo/contracts';
import type { Clock, Ids, Log } from '@allo/kernel';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';

/** A transaction of any PostgreSQL through drizzle. Typed queries only, so the driver does not matter. */
export type Db = PgDatabase<PgQueryResultHKT, Record<string, unknown>>;

/** The only way to the data: a transaction that sees one organisation, or, with a reason, all. */
export interface TenantDatabase {
  /** Row-level security lets `work` see and write rows of this organisation alone. Rolls back when it throws. */
  inOrganisation<T>(orgId: OrgId, work: (tx: Db) => Promise<T>): Promise<T>;
  /** For finding whose something is, the event relay, background jobs and backups. `why` is for the reader. */
  acrossOrganisations<T>(why: string, work: (tx: Db) => Promise<T>): Promise<T>;
}

/** What every part of the business is made with. */
export interface Deps {
  db: TenantDatabase;
  clock: Clock;
  ids: Ids;
  log: Log;
}
