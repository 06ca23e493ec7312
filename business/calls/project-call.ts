import type { AlloEvent, TurnLatency } from '@allo/contracts/events';
import type { CallState, CallSummary, CollectedField } from '@allo/contracts/http';
import type { CallRow, TurnRow } from '../schema/index.ts';

/** The state of a call before its first event, should that one be lost. */
function emptyCall(event: AlloEvent, nodeId: string): CallRow {
  const at = new Date(event.at);
  return {
    orgId: event.orgId,
    id: event.callId,
    nodeId,
    agentId: '',
    agentName: '',
    skillbaseVersion: null,
    state: 'ringing',
    direction: 'inbound',
    wire: 'simulated',
    fromAddress: '',
    toAddress: '',
    codec: null,
    startedAt: at,
    answeredAt: null,
    endedAt: null,
    durationMs: null,
    endReason: null,
    outcome: null,
    outcomeReason: null,
    fields: [],
    latencies: {},
    voiceToVoiceP50Ms: null,
    hasMessage: false,
    lastSeq: 0,
    lastEventAt: at,
  };
}

/**
 * The call after one more event. Pure; events come in order of `seq`, gaps are survived. An ended call keeps its
 * state whatever comes late.
 */
export function projectCall(before: CallRow | null, event: AlloEvent, nodeId: string): CallRow {
  const call = before ?? emptyCall(event, nodeId);
  const at = new Date(event.at);
  return {
    ...call,
    ...change(call, event, at),
    lastSeq: Math.max(call.lastSeq, event.seq),
    lastEventAt: at > call.lastEventAt ? at : call.lastEventAt,
  };
}

function change(call: CallRow, event: AlloEvent, at: Date): Partial<CallRow> {
  switch (event.type) {
    case 'call.initiated':
      return {
        direction: event.data.direction,
        wire: knownWire(event.data.wire),
        fromAddress: event.data.from,
        toAddress: event.data.to,
        codec: event.data.codec ?? null,
        startedAt: at,
      };
    case 'call.agent_assigned':
      return {
        agentId: event.data.agentId,
        agentName: event.data.agentName,
        skillbaseVersion: event.data.skillbaseVersion,
      };
    case 'call.answered':
      return { answeredAt: at, state: call.state === 'ringing' ? 'active' : call.state };
    case 'call.message_recorded':
      return { hasMessage: true };
    case 'agent.field_collected':
      return { fields: withField(call.fields, event.data) };
    case 'agent.outcome':
      return { outcome: event.data.kind, outcomeReason: event.data.reason };
    case 'agent.turn_measured':
      return withLatency(call, event.data.turn, event.data.latency);
    case 'call.rejected':
      return { state: 'rejected', endedAt: at, endReason: event.data.reason };
    case 'call.ended':
      return {
        state: endState(call, event.data.reason),
        endedAt: at,
        durationMs: event.data.durationMs,
        endReason: event.data.reason,
        outcome: event.data.outcome ?? call.outcome,
        outcomeReason: event.data.outcomeReason ?? call.outcomeReason,
      };
    case 'call.user_spoke':
    case 'call.interrupted':
    case 'call.dtmf_received':
    case 'call.silence':
    case 'call.held':
    case 'call.resumed':
    case 'agent.processing':
    case 'agent.calling_tool':
    case 'agent.response_ready':
    case 'agent.spoke':
    case 'agent.step_entered':
    case 'agent.escalated':
    case 'agent.error':
    case 'tool.started':
    case 'tool.completed':
    case 'tool.failed':
      return {};
  }
}

/** Reasons that mean the call broke rather than ended. */
const failures = new Set(['wire-failed', 'media-timeout', 'voice-failed', 'failed']);
/** The process went away under the call. */
const interruptions = new Set(['interrupted', 'shutdown']);

function endState(call: CallRow, reason: string): CallState {
  if (call.endedAt) return call.state;
  if (interruptions.has(reason)) return 'interrupted';
  if (!call.answeredAt || failures.has(reason)) return 'failed';
  return 'completed';
}

function knownWire(wire: string): CallSummary['wire'] {
  return wire === 'sip' || wire === 'browser' ? wire : 'simulated';
}

function withField(
  fields: CollectedField[],
  collected: { field: string; value: string; display: string; isConfirmed: boolean },
): CollectedField[] {
  const { field: name, value, display, isConfirmed } = collected;
  const next = { name, value, display, isConfirmed };
  return fields.some((one) => one.name === name)
    ? fields.map((one) => (one.name === name ? next : one))
    : [...fields, next];
}

function withLatency(call: CallRow, turn: string, latency: TurnLatency): Partial<CallRow> {
  const latencies = { ...call.latencies, [turn]: latency };
  const measured = Object.values(latencies).flatMap(({ voiceToVoiceMs }) => voiceToVoiceMs ?? []);
  return { latencies, voiceToVoiceP50Ms: median(measured) };
}

function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[(sorted.length >> 1) - 1] as number) + upper) / 2;
}

/** The utterance an event tells of, if any. */
export function turnOf(event: AlloEvent): TurnRow | null {
  const { orgId, callId, seq } = event;
  switch (event.type) {
    case 'call.user_spoke': {
      const { turn, speaker, text, source, startMs, endMs } = event.data;
      return { orgId, callId, seq, turn, speaker, text, source, startMs, endMs, isInterrupted: false };
    }
    case 'agent.spoke': {
      const { turn, text, isComplete, startMs, endMs } = event.data;
      const isInterrupted = !isComplete;
      return {
        orgId,
        callId,
        seq,
        turn,
        speaker: 'agent',
        text,
        source: 'agent',
        startMs,
        endMs,
        isInterrupted,
      };
    }
    default:
      return null;
  }
}
