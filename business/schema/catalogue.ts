import type { DocumentStatus, ImportRefusal, LeadImport, ToolDefinition } from '@allo/contracts/http';
import { sql } from 'drizzle-orm';
import {
  boolean,
  customType,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';

const time = (column: string) => timestamp(column, { withTimezone: true, precision: 3 });
const searchWords = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** Who may call an organisation's numbers from outside. */
export const trunks = pgTable(
  'trunks',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    host: text('host'),
    sources: text('sources').array().notNull(),
    username: text('username').unique(),
    sealedPassword: text('sealed_password'),
    isEnabled: boolean('is_enabled').notNull(),
    version: integer('version').notNull(),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.id] })],
);
export type TrunkRow = typeof trunks.$inferSelect;

export const tools = pgTable(
  'tools',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull(),
    definition: jsonb('definition').$type<ToolDefinition>().notNull(),
    isEnabled: boolean('is_enabled').notNull(),
    version: integer('version').notNull(),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.id] })],
);
export type ToolRow = typeof tools.$inferSelect;

export const knowledgeBases = pgTable(
  'knowledge_bases',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull(),
    version: integer('version').notNull(),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.id] })],
);
export type KnowledgeBaseRow = typeof knowledgeBases.$inferSelect;

export const documents = pgTable(
  'documents',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    knowledgeBaseId: uuid('knowledge_base_id').notNull(),
    name: text('name').notNull(),
    contentType: text('content_type').notNull(),
    sizeBytes: doublePrecision('size_bytes').notNull(),
    status: text('status').$type<DocumentStatus>().notNull(),
    progress: integer('progress').notNull(),
    errorCode: text('error_code'),
    chunkCount: integer('chunk_count').notNull(),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.id] })],
);
export type DocumentRow = typeof documents.$inferSelect;

/** A piece of a document small enough to answer with. */
export const documentChunks = pgTable(
  'document_chunks',
  {
    orgId: uuid('org_id').notNull(),
    documentId: uuid('document_id').notNull(),
    seq: integer('seq').notNull(),
    knowledgeBaseId: uuid('knowledge_base_id').notNull(),
    text: text('text').notNull(),
    /** Made by the database from `text`. */
    words: searchWords('words').notNull().generatedAlwaysAs(sql`to_tsvector('pg_catalog.russian', text)`),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.documentId, table.seq] })],
);

export const imports = pgTable(
  'imports',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    fileName: text('file_name').notNull(),
    checksum: text('checksum').notNull(),
    sizeBytes: doublePrecision('size_bytes').notNull(),
    status: text('status').$type<LeadImport['status']>().notNull(),
    progress: integer('progress').notNull(),
    /** Data rows dealt with, the header not counted. */
    rowsRead: integer('rows_read').notNull(),
    rowsMade: integer('rows_made').notNull(),
    rowsRefused: integer('rows_refused').notNull(),
    refusals: jsonb('refusals').$type<ImportRefusal[]>().notNull(),
    errorCode: text('error_code'),
    createdAt: time('created_at').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orgId, table.id] }),
    unique('imports_org_id_checksum_key').on(table.orgId, table.checksum),
  ],
);
export type ImportRow = typeof imports.$inferSelect;
