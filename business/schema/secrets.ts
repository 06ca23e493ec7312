import type { PersonalDataKind } from '@allo/kernel';
import { boolean, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const time = (column: string) => timestamp(column, { withTimezone: true, precision: 3 });

/** Data keys, wrapped by a master key; the highest version seals. */
export const organisationKeys = pgTable(
  'organisation_keys',
  {
    orgId: uuid('org_id').notNull(),
    version: integer('version').notNull(),
    masterKeyId: text('master_key_id').notNull(),
    wrapped: text('wrapped').notNull(),
    createdAt: time('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.version] })],
);

export const secrets = pgTable(
  'secrets',
  {
    orgId: uuid('org_id').notNull(),
    name: text('name').notNull(),
    version: integer('version').notNull(),
    sealed: text('sealed').notNull(),
    hint: text('hint').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.name] })],
);

/** Services of an organisation's own. */
export const providers = pgTable(
  'providers',
  {
    orgId: uuid('org_id').notNull(),
    port: text('port').$type<'stt' | 'llm' | 'tts'>().notNull(),
    baseUrl: text('base_url').notNull(),
    model: text('model').notNull(),
    voice: text('voice'),
    version: integer('version').notNull(),
    updatedAt: time('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.port] })],
);

export const organisationSettings = pgTable('organisation_settings', {
  orgId: uuid('org_id').primaryKey(),
  redactTranscripts: text('redact_transcripts').array().$type<PersonalDataKind[]>().notNull(),
  redactContacts: boolean('redact_contacts').notNull(),
  version: integer('version').notNull(),
  updatedAt: time('updated_at').notNull(),
});
