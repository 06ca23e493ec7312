import type { AlloEvent, TurnLatency } from '@allo/contracts/events';
import type { CallState, CallSummary, CallTurn, CollectedField } from '@allo/contracts/http';
import {
  boolean,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

const time = (column: string) => timestamp(column, { withTimezone: true, precision: 3 });

/** A call as its events make it; nothing here is written but by them. */
export const calls = pgTable(
  'calls',
  {
    orgId: uuid('org_id').notNull(),
    id: uuid('id').notNull(),
    /** The data folder whose process carries the call: who may call it interrupted, and where its recording lies. */
    nodeId: text('node_id').notNull(),
    /** Empty until an agent is assigned. */
    agentId: text('agent_id').notNull(),
    agentName: text('agent_name').notNull(),
    skillbaseVersion: integer('skillbase_version'),
    state: text('state').$type<CallState>().notNull(),
    direction: text('direction').$type<CallSummary['direction']>().notNull(),
    wire: text('wire').$type<CallSummary['wire']>().notNull(),
    fromAddress: text('from_address').notNull(),
    toAddress: text('to_address').notNull(),
    codec: text('codec'),
    startedAt: time('started_at').notNull(),
    answeredAt: time('answered_at'),
    endedAt: time('ended_at'),
    durationMs: doublePrecision('duration_ms'),
    endReason: text('end_reason'),
    outcome: text('outcome').$type<NonNullable<CallSummary['outcome']>>(),
    outcomeReason: text('outcome_reason'),
    fields: jsonb('fields').$type<CollectedField[]>().notNull(),
    /** By turn: the measurement may come before or after the words it belongs to. */
    latencies: jsonb('latencies').$type<Record<string, TurnLatency>>().notNull(),
    voiceToVoiceP50Ms: doublePrecision('voice_to_voice_p50_ms'),
    hasMessage: boolean('has_message').notNull(),
    lastSeq: integer('last_seq').notNull(),
    lastEventAt: time('last_event_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.id] })],
);
export type CallRow = typeof calls.$inferSelect;

/** What happened, in order: the source everything else about a call is made from. */
export const events = pgTable(
  'events',
  {
    orgId: uuid('org_id').notNull(),
    callId: uuid('call_id').notNull(),
    seq: integer('seq').notNull(),
    id: uuid('id').notNull(),
    type: text('type').$type<AlloEvent['type']>().notNull(),
    at: time('at').notNull(),
    data: jsonb('data').$type<AlloEvent['data']>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.callId, table.seq] })],
);

/** One utterance; `seq` is that of the event it comes from, because both speakers share a turn. */
export const turns = pgTable(
  'turns',
  {
    orgId: uuid('org_id').notNull(),
    callId: uuid('call_id').notNull(),
    seq: integer('seq').notNull(),
    turn: text('turn').notNull(),
    speaker: text('speaker').$type<CallTurn['speaker']>().notNull(),
    text: text('text').notNull(),
    isInterrupted: boolean('is_interrupted').notNull(),
    source: text('source').$type<CallTurn['source']>().notNull(),
    startMs: doublePrecision('start_ms').notNull(),
    endMs: doublePrecision('end_ms').notNull(),
  },
  (table) => [primaryKey({ columns: [table.orgId, table.callId, table.seq] })],
);
export type TurnRow = typeof turns.$inferSelect;
