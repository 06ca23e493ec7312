import type { Erasure, RetentionKind } from '@allo/contracts/http';
import { integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const time = (column: string) => timestamp(column, { withTimezone: true, precision: 3 });

export const retentionRules = pgTable(
  'retention_rules',
  {
    orgId: uuid('org_id').notNull(),
    kind: text('kind').$type<RetentionKind>().notNull(),
    /** Null: for ever. */
    days: integer('days'),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.kind] })],
);

export const erasures = pgTable(
  'erasures',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    kind: text('kind').$type<Erasure['kind']>().notNull(),
    subjectHash: text('subject_hash'),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id').notNull(),
    startedAt: time('started_at').notNull(),
    finishedAt: time('finished_at').notNull(),
    deleted: jsonb('deleted').$type<Erasure['deleted']>().notNull(),
    remaining: integer('remaining').notNull(),
    certificate: text('certificate').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.id] })],
);
export type ErasureRow = typeof erasures.$inferSelect;
