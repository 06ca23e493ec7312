import type { Role } from '@allo/contracts/access';
import { boolean, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const time = (column: string) => timestamp(column, { withTimezone: true, precision: 3 });

export const organisations = pgTable('organisations', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  createdAt: time('created_at').notNull(),
  /** The agency whose client it is. */
  parentId: uuid('parent_id'),
  /** Came with the program, for a first look. */
  isDemo: boolean('is_demo').notNull(),
  version: integer('version').notNull(),
  updatedAt: time('updated_at').notNull(),
});

export const members = pgTable(
  'members',
  {
    orgId: uuid('org_id').notNull(),
    userId: text('user_id').notNull(),
    role: text('role').$type<Role>().notNull(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    createdAt: time('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.userId] })],
);

export const invitations = pgTable(
  'invitations',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    email: text('email').notNull(),
    role: text('role').$type<Role>().notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    invitedBy: text('invited_by').notNull(),
    createdAt: time('created_at').notNull(),
    expiresAt: time('expires_at').notNull(),
    acceptedAt: time('accepted_at'),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.id] })],
);

/** One row: this installation itself. */
export const instance = pgTable('instance', {
  id: boolean('id').primaryKey().default(true),
  claimTokenHash: text('claim_token_hash'),
  claimedAt: time('claimed_at'),
  demoMadeAt: time('demo_made_at'),
});
