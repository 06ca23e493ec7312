import type { CallId, OrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import { and, eq, inArray } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { recordingKey } from '../recordings/recording-key.ts';
import { type CallRow, calls } from '../schema/index.ts';
import { appendEvents } from './append-events.ts';

/** Makes a recording whose writer was killed whole again; the object may be absent. */
export type RepairRecording = (key: string) => Promise<unknown>;

/**
 * Ends the calls of every organisation that a dead process of this data folder left open: at the time of their last event, with reason
 * `interrupted`. To be run at start, before the first call is taken. A recording that cannot be repaired is logged.
 */
export async function recoverInterrupted(
  deps: Deps & { nodeId: string },
  repairRecording: RepairRecording,
): Promise<CallId[]> {
  const { db, ids, log, nodeId } = deps;
  const open = await db.acrossOrganisations('a dead process left calls of anybody', (tx) =>
    tx
      .select()
      .from(calls)
      .where(and(eq(calls.nodeId, nodeId), inArray(calls.state, ['ringing', 'active']))),
  );
  for (const call of open) {
    const [orgId, callId] = [call.orgId as OrgId, call.id as CallId];
    try {
      if (call.answeredAt) await repairRecording(recordingKey(orgId, callId));
    } catch (error) {
      log.warn({ callId, detail: String(error) }, 'recording of an interrupted call cannot be repaired');
    }
    await appendEvents(deps, orgId, [endOf(call, ids.uuid())]);
  }
  if (open.length > 0) log.info({ calls: open.length }, 'calls interrupted by the last stop were closed');
  return open.map(({ id }) => id as CallId);
}

function endOf(call: CallRow, id: string): AlloEvent {
  const begunAt = call.answeredAt ?? call.startedAt;
  return {
    id,
    orgId: call.orgId,
    callId: call.id,
    seq: call.lastSeq + 1,
    at: call.lastEventAt.toISOString(),
    type: 'call.ended',
    data: {
      reason: 'interrupted',
      durationMs: Math.max(0, call.lastEventAt.getTime() - begunAt.getTime()),
      outcome: call.outcome,
      outcomeReason: call.outcomeReason,
    },
  };
}
