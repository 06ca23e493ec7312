import { z } from 'zod';
import { outcomeKinds } from '../skillbase/index.ts';

/** Milliseconds on the call's audio clock: position in the recording. */
const atMs = z.number().nonnegative();
const turn = z.string();
const speaker = z.enum(['caller', 'agent']);

/**
 * Per-turn latency, all in milliseconds. `voiceToVoiceMs` is what the caller feels: end of their speech on the
 * recording to the first agent sample on the recording. Null where the part did not happen (no LLM, cached TTS).
 */
export const turnLatencySchema = z.object({
  /** End of speech → the engine decided the turn was over. */
  endOfUtteranceMs: z.number().nullable(),
  /** End of speech → final transcript. */
  sttFinalMs: z.number().nullable(),
  /** LLM request → first token. */
  llmFirstTokenMs: z.number().nullable(),
  /** First TTS request → first audio byte. */
  ttsFirstByteMs: z.number().nullable(),
  /** voiceToVoice minus the waiting parts above: our own time. */
  platformMs: z.number().nullable(),
  voiceToVoiceMs: z.number().nullable(),
});
export type TurnLatency = z.infer<typeof turnLatencySchema>;

const data = {
  'call.initiated': z.object({
    direction: z.enum(['inbound', 'outbound']),
    wire: z.string(),
    from: z.string(),
    to: z.string(),
    codec: z.string().optional(),
  }),
  'call.agent_assigned': z.object({
    agentId: z.string(),
    agentName: z.string(),
    skillbaseVersion: z.number().int(),
  }),
  'call.answered': z.object({ setupMs: z.number() }),
  'call.user_spoke': z.object({
    turn,
    speaker: z.literal('caller'),
    text: z.string(),
    source: z.enum(['stt', 'recognition', 'typed']),
    confidence: z.number().optional(),
    startMs: atMs,
    endMs: atMs,
  }),
  'call.interrupted': z.object({ turn, heardText: z.string(), atMs }),
  'call.dtmf_received': z.object({ digit: z.string(), atMs }),
  'call.silence': z.object({ count: z.number().int(), atMs }),
  'call.held': z.object({ atMs }),
  'call.resumed': z.object({ atMs }),
  'call.message_recorded': z.object({ startMs: atMs, durationMs: z.number() }),
  'call.ended': z.object({
    reason: z.string(),
    durationMs: z.number(),
    outcome: z.enum(outcomeKinds).nullable(),
    outcomeReason: z.string().nullable(),
  }),
  'call.rejected': z.object({ status: z.number().int(), reason: z.string() }),
  'agent.processing': z.object({ turn, status: z.enum(['thinking']), atMs }),
  'agent.calling_tool': z.object({ turn, toolName: z.string(), parameters: z.unknown() }),
  'agent.response_ready': z.object({ turn, text: z.string() }),
  /** What the caller really heard of a response. */
  'agent.spoke': z.object({ turn, text: z.string(), isComplete: z.boolean(), startMs: atMs, endMs: atMs }),
  'agent.step_entered': z.object({ step: z.string(), reason: z.string() }),
  'agent.field_collected': z.object({
    field: z.string(),
    value: z.string(),
    display: z.string(),
    isConfirmed: z.boolean(),
  }),
  'agent.outcome': z.object({ kind: z.enum(outcomeKinds), reason: z.string() }),
  'agent.turn_measured': z.object({ turn, latency: turnLatencySchema }),
  'agent.escalated': z.object({ reason: z.string() }),
  'agent.error': z.object({
    stage: z.enum(['stt', 'llm', 'tts', 'media', 'session']),
    code: z.string(),
    detail: z.string(),
  }),
  'tool.started': z.object({ toolCallId: z.string(), toolName: z.string() }),
  'tool.completed': z.object({ toolCallId: z.string(), toolName: z.string(), durationMs: z.number() }),
  'tool.failed': z.object({ toolCallId: z.string(), toolName: z.string(), code: z.string() }),
} as const;

export { data as eventData, speaker as speakerSchema };
export type EventType = keyof typeof data;
export type EventData<T extends EventType> = z.infer<(typeof data)[T]>;
export const eventTypes = Object.keys(data) as EventType[];

/** One thing that happened. `seq` counts within the call from 1 without gaps. */
export type AlloEvent = {
  [T in EventType]: {
    id: string;
    orgId: string;
    callId: string;
    seq: number;
    at: string;
    type: T;
    data: EventData<T>;
  };
}[EventType];

const envelope = {
  id: z.string(),
  orgId: z.string(),
  callId: z.string(),
  seq: z.number().int().positive(),
  at: z.string(),
};
/** Validates an envelope and, by its type, what it holds. */
export const eventSchema = z.discriminatedUnion(
  'type',
  eventTypes.map((type) => z.object({ ...envelope, type: z.literal(type), data: data[type] })) as never,
) as unknown as z.ZodType<AlloEvent>;
