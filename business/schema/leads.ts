import type { CollectedField, Lead } from '@allo/contracts/http';
import { integer, jsonb, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';

/** Somebody to get back to. At most one per call. */
export const leads = pgTable(
  'leads',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    callId: uuid('call_id'),
    agentId: text('agent_id').notNull(),
    kind: text('kind').$type<Lead['kind']>().notNull(),
    status: text('status').$type<Lead['status']>().notNull(),
    name: text('name'),
    phone: text('phone'),
    fields: jsonb('fields').$type<CollectedField[]>().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
    version: integer('version').notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    unique('leads_org_id_call_id_key').on(table.orgId, table.callId),
  ],
);
export type LeadRow = typeof leads.$inferSelect;
