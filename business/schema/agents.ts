import type { Skillbase } from '@allo/contracts/skillbase';
import { integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const time = (column: string) => timestamp(column, { withTimezone: true, precision: 3 });

/** `id` is the skillbase's own: the user part the agent answers to. */
export const agents = pgTable(
  'agents',
  {
    orgId: uuid('org_id').notNull(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull(),
    language: text('language').$type<Skillbase['language']>().notNull(),
    /** Null before the first one answers calls. */
    publishedVersion: integer('published_version'),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
    /** Counts changes of this row. */
    version: integer('version').notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.id] })],
);

export const skillbaseVersions = pgTable(
  'skillbase_versions',
  {
    orgId: uuid('org_id').notNull(),
    agentId: text('agent_id').notNull(),
    version: integer('version').notNull(),
    status: text('status').$type<'draft' | 'published' | 'archived'>().notNull(),
    /** It came with the program, from a file in the data folder, or a person edited it. */
    origin: text('origin').$type<'shipped' | 'file' | 'edited'>().notNull(),
    /** SHA-256 of the file it came from. */
    checksum: text('checksum').notNull(),
    body: jsonb('body').$type<Skillbase>().notNull(),
    createdAt: time('created_at').notNull(),
    note: text('note').notNull().default(''),
    /** Null for what came with the program or from a file. */
    authorName: text('author_name'),
    publishedAt: time('published_at'),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.agentId, table.version] })],
);

export type AgentRow = typeof agents.$inferSelect;
export type SkillbaseVersionRow = typeof skillbaseVersions.$inferSelect;

/** A telephone number (digits with the country's code) or another user part that leads to an agent. */
export const numbers = pgTable(
  'numbers',
  {
    orgId: uuid('org_id').notNull(),
    address: text('address').notNull(),
    agentId: text('agent_id').notNull(),
    createdAt: time('created_at').notNull(),
    version: integer('version').notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.address] })],
);
export type NumberRow = typeof numbers.$inferSelect;
