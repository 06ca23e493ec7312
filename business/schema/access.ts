import type { Permission } from '@allo/contracts/access';
import type { AuditDifference, AuditEntry } from '@allo/contracts/http';
import { integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const time = (column: string) => timestamp(column, { withTimezone: true, precision: 3 });

/** Keys by which programs act in one organisation. */
export const apiKeys = pgTable(
  'api_keys',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull().unique(),
    name: text('name').notNull(),
    /** SHA-256 of the secret part, hex. */
    secretHash: text('secret_hash').notNull(),
    scopes: text('scopes').array().$type<Permission[]>().notNull(),
    madeByUser: text('made_by_user'),
    madeByName: text('made_by_name').notNull(),
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at'),
    lastUsedAt: time('last_used_at'),
    revokedAt: time('revoked_at'),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.id] })],
);
export type ApiKeyRow = typeof apiKeys.$inferSelect;

/** What was changed, by whom; a chain of hashes per organisation. */
export const auditLog = pgTable(
  'audit_log',
  {
    orgId: uuid('org_id').notNull(),
    seq: integer('seq').notNull(),
    at: time('at').notNull(),
    actorKind: text('actor_kind').$type<AuditEntry['actor']['kind']>().notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    address: text('address'),
    requestId: text('request_id'),
    action: text('action').notNull(),
    targetKind: text('target_kind').notNull(),
    targetId: text('target_id').notNull(),
    diff: jsonb('diff').$type<AuditDifference>().notNull(),
    prevHash: text('prev_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.seq] })],
);
export type AuditRow = typeof auditLog.$inferSelect;
