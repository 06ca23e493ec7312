import type { CallId, OrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import type { CallDetail, CallList, CallSummary } from '@allo/contracts/http';
import { and, count, eq, gte } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import type { TranscriptRedactor } from '../redaction/transcript-redactor.ts';
import { calls } from '../schema/index.ts';
import { appendEvents } from './append-events.ts';
import { callSummaries } from './call-summaries.ts';
import { getCall } from './get-call.ts';
import { type CallQuery, listCalls } from './list-calls.ts';
import { listEvents } from './list-events.ts';
import { recoverInterrupted, type RepairRecording } from './recover-interrupted.ts';

/** Calls as their events make them. `call.initiated` opens one, `call.ended` or `call.rejected` closes it. */
export interface CallStore {
  /** One transaction; idempotent by call and `seq`; see {@link appendEvents}. */
  append(orgId: OrgId, events: readonly AlloEvent[]): Promise<void>;
  list(orgId: OrgId, query: CallQuery): Promise<CallList>;
  get(orgId: OrgId, callId: CallId): Promise<CallDetail | null>;
  events(orgId: OrgId, callId: CallId): Promise<AlloEvent[] | null>;
  /** How many began at or after `since`. */
  countSince(orgId: OrgId, since: Date): Promise<number>;
  recoverInterrupted(repairRecording: RepairRecording): Promise<CallId[]>;
  /** These calls as they are now; those this organisation does not have are left out. */
  summaries(orgId: OrgId, ids: readonly string[]): Promise<CallSummary[]>;
}

export function createCallStore(
  deps: Deps & { nodeId: string; redactor?: Pick<TranscriptRedactor, 'redact'> },
): CallStore {
  return {
    append: async (orgId, events) => {
      const kept = deps.redactor ? await deps.redactor.redact(orgId, events) : events;
      await appendEvents(deps, orgId, kept);
    },
    list: (orgId, query) => listCalls(deps, orgId, query),
    get: (orgId, callId) => getCall(deps, orgId, callId),
    events: (orgId, callId) => listEvents(deps, orgId, callId),
    countSince: async (orgId, since) => {
      const [found] = await deps.db.inOrganisation(orgId, (tx) =>
        tx
          .select({ calls: count() })
          .from(calls)
          .where(and(eq(calls.orgId, orgId), gte(calls.startedAt, since))),
      );
      return found?.calls ?? 0;
    },
    recoverInterrupted: (repairRecording) => recoverInterrupted(deps, repairRecording),
    summaries: (orgId, ids) => callSummaries(deps, orgId, ids),
  };
}
