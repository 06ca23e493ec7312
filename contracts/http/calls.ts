import { z } from 'zod';
import { turnLatencySchema } from '../events/event.ts';
import { outcomeKinds } from '../skillbase/index.ts';

/** `interrupted`: the process died during the call; everything up to then is kept. */
export const callStates = ['ringing', 'active', 'completed', 'failed', 'rejected', 'interrupted'] as const;
export const callStateSchema = z.enum(callStates);
export type CallState = z.infer<typeof callStateSchema>;

export const callSummarySchema = z.object({
  id: z.string(),
  agentId: z.string(),
  agentName: z.string(),
  state: callStateSchema,
  direction: z.enum(['inbound', 'outbound']),
  wire: z.enum(['sip', 'browser', 'simulated']),
  from: z.string(),
  to: z.string(),
  startedAt: z.string(),
  answeredAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  durationMs: z.number().nullable(),
  endReason: z.string().nullable(),
  outcome: z.enum(outcomeKinds).nullable(),
  outcomeReason: z.string().nullable(),
  /** Median over the call's turns, null before the first. */
  voiceToVoiceP50Ms: z.number().nullable(),
  hasRecording: z.boolean(),
});
export type CallSummary = z.infer<typeof callSummarySchema>;

export const callTurnSchema = z.object({
  id: z.string(),
  speaker: z.enum(['caller', 'agent']),
  /** For the agent: exactly what was heard. */
  text: z.string(),
  /** The agent was cut short. */
  isInterrupted: z.boolean(),
  /** How the caller's words came in. */
  source: z.enum(['stt', 'recognition', 'typed', 'agent']),
  startMs: z.number(),
  endMs: z.number(),
  latency: turnLatencySchema.nullable(),
});
export type CallTurn = z.infer<typeof callTurnSchema>;

export const collectedFieldSchema = z.object({
  name: z.string(),
  value: z.string(),
  display: z.string(),
  isConfirmed: z.boolean(),
});
export type CollectedField = z.infer<typeof collectedFieldSchema>;

export const callDetailSchema = callSummarySchema.extend({
  fields: z.array(collectedFieldSchema),
  transcript: z.array(callTurnSchema),
  codec: z.string().nullable(),
  leadId: z.string().nullable(),
});
export type CallDetail = z.infer<typeof callDetailSchema>;

export const callListQuerySchema = z.object({
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  agentId: z.string().max(128).optional(),
  state: callStateSchema.optional(),
  direction: z.enum(['inbound', 'outbound']).optional(),
  outcome: z.enum(outcomeKinds).optional(),
  /** Calls that began at or after `from` and before `to`. */
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  /** Digits of the caller's or the called number, any part of it. */
  phone: z.string().max(40).regex(/\d/, 'has no digit').optional(),
  /** Words of what was said, in any form; needs calls:listen. */
  q: z.string().min(1).max(200).optional(),
});
export type CallListQuery = z.output<typeof callListQuerySchema>;
export const callListSchema = z.object({
  items: z.array(callSummarySchema),
  nextCursor: z.string().nullable(),
});
export type CallList = z.infer<typeof callListSchema>;

export const callEventSchema = z.object({
  id: z.string(),
  seq: z.number(),
  type: z.string(),
  at: z.string(),
  data: z.unknown(),
});
export const callEventListSchema = z.object({ items: z.array(callEventSchema) });

export const leadSchema = z.object({
  id: z.string(),
  callId: z.string().nullable(),
  agentId: z.string(),
  kind: z.enum(['lead', 'callback', 'message']),
  status: z.enum(['new', 'in_progress', 'done']),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  fields: z.array(collectedFieldSchema),
  createdAt: z.string(),
  /** Counts its changes; the ETag for edits. */
  version: z.number().int(),
});
export type Lead = z.infer<typeof leadSchema>;
export const leadListSchema = z.object({ items: z.array(leadSchema), nextCursor: z.string().nullable() });
