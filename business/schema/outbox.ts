import type { OutboxEvent } from '@allo/contracts/events';
import {
  bigint,
  boolean,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

const time = (column: string) => timestamp(column, { withTimezone: true, precision: 3 });

/** Events on their way to everybody who follows; `position` is null until the relay has placed them. */
export const outbox = pgTable(
  'outbox',
  {
    orgId: uuid('org_id').notNull(),
    id: bigint('id', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    position: bigint('position', { mode: 'number' }),
    topic: text('topic').$type<OutboxEvent['topic']>().notNull(),
    key: text('key').notNull(),
    eventId: uuid('event_id').notNull(),
    type: text('type').$type<OutboxEvent['type']>().notNull(),
    at: time('at').notNull(),
    callId: uuid('call_id'),
    seq: integer('seq'),
    payload: jsonb('payload').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.id] })],
);
export type OutboxRow = typeof outbox.$inferSelect;

/** The one row about the stream as a whole. */
export const eventStream = pgTable('event_stream', {
  id: boolean('id').primaryKey().default(true),
  position: bigint('position', { mode: 'number' }).notNull().default(0),
  trimmed: bigint('trimmed', { mode: 'number' }).notNull().default(0),
  leader: text('leader'),
  beat: bigint('beat', { mode: 'number' }).notNull().default(0),
});

/** How far each follower within the program has come. */
export const eventConsumers = pgTable('event_consumers', {
  name: text('name').primaryKey(),
  position: bigint('position', { mode: 'number' }).notNull(),
  movedAt: time('moved_at').notNull().defaultNow(),
});
