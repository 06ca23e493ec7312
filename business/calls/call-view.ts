import type { CallDetail, CallSummary, CallTurn } from '@allo/contracts/http';
import type { CallRow, TurnRow } from '../schema/index.ts';

/** A call as the API shows it in a list and on the live feed. */
export function summaryView(call: CallRow): CallSummary {
  return {
    id: call.id,
    agentId: call.agentId,
    agentName: call.agentName,
    state: call.state,
    direction: call.direction,
    wire: call.wire,
    from: call.fromAddress,
    to: call.toAddress,
    startedAt: call.startedAt.toISOString(),
    answeredAt: call.answeredAt?.toISOString() ?? null,
    endedAt: call.endedAt?.toISOString() ?? null,
    durationMs: call.durationMs,
    endReason: call.endReason,
    outcome: call.outcome,
    outcomeReason: call.outcomeReason,
    voiceToVoiceP50Ms: call.voiceToVoiceP50Ms,
    // The recorder starts when the call is answered.
    hasRecording: call.answeredAt !== null,
  };
}

/** The whole call. `turns` in order of `seq`. */
export function detailView(call: CallRow, turns: TurnRow[], leadId: string | null): CallDetail {
  const unclaimed = new Map(Object.entries(call.latencies));
  const claim = (turn: TurnRow) => {
    // The measurement belongs to the agent's first words of a turn.
    const latency = turn.speaker === 'agent' ? unclaimed.get(turn.turn) : undefined;
    if (latency) unclaimed.delete(turn.turn);
    return latency ?? null;
  };
  const transcript = turns
    .map(
      (turn): CallTurn => ({
        id: `${turn.turn}-${turn.seq}`,
        speaker: turn.speaker,
        text: turn.text,
        isInterrupted: turn.isInterrupted,
        source: turn.source,
        startMs: turn.startMs,
        endMs: turn.endMs,
        latency: claim(turn),
      }),
    )
    .sort((a, b) => a.startMs - b.startMs);
  return { ...summaryView(call), fields: call.fields, codec: call.codec, leadId, transcript };
}
