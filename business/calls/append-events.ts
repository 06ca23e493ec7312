import type { OrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import { and, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db, Deps } from '../deps.ts';
import { tellOf } from '../events/tell-of.ts';
import { createLeadOfCall } from '../leads/create-lead-of-call.ts';
import { leadCreated } from '../leads/lead-created.ts';
import { type CallRow, calls, events, type LeadRow, turns } from '../schema/index.ts';
import { projectCall, turnOf } from './project-call.ts';
import { storable } from './storable.ts';

/**
 * Writes events of any number of calls and everything made from them in one transaction. An event already there
 * (same call and `seq`) is skipped with all that follows from it, so a batch may be sent again. Events of a call must
 * come in order. Answers the calls as they are afterwards.
 */
export async function appendEvents(
  deps: Pick<Deps, 'db' | 'ids'> & { nodeId: string },
  orgId: OrgId,
  batch: readonly AlloEvent[],
): Promise<CallRow[]> {
  if (batch.length === 0) return [];
  const wanted = batch.map((event) => storable({ ...event, orgId }));
  return deps.db.inOrganisation(orgId, async (tx) => {
    const fresh = await insertEvents(tx, wanted);
    if (fresh.length === 0) return [];
    const projected = await project(tx, orgId, fresh, deps.nodeId);
    await upsertCalls(tx, projected);
    const spoken = fresh.flatMap((event) => turnOf(event) ?? []);
    if (spoken.length > 0) await tx.insert(turns).values(spoken).onConflictDoNothing();
    const ended = new Set(fresh.filter(({ type }) => type === 'call.ended').map(({ callId }) => callId));
    const made: LeadRow[] = [];
    for (const call of projected) {
      const lead = ended.has(call.id) ? await createLeadOfCall(tx, deps.ids, call) : null;
      if (lead) made.push(lead);
    }
    const agentOf = new Map(projected.map((call) => [call.id, call.agentId]));
    await tellOf(tx, orgId, [
      ...fresh.map((event) => ({ ...event, agentId: agentOf.get(event.callId) })),
      ...made.map((lead) => leadCreated(lead, deps.ids.uuid())),
    ]);
    return projected;
  });
}

/** Answers those that were not there yet, in the order given. */
async function insertEvents(tx: Db, wanted: AlloEvent[]): Promise<AlloEvent[]> {
  const inserted = await tx
    .insert(events)
    .values(
      wanted.map(({ orgId, callId, seq, id, type, at, data }) => ({
        orgId,
        callId,
        seq,
        id,
        type,
        at: new Date(at),
        data,
      })),
    )
    .onConflictDoNothing()
    .returning({ callId: events.callId, seq: events.seq });
  const remaining = new Set(inserted.map(({ callId, seq }) => `${callId} ${seq}`));
  // `delete` also lets only the first of two equal ones in a batch through.
  return wanted.filter(({ callId, seq }) => remaining.delete(`${callId} ${seq}`));
}

async function project(tx: Db, orgId: OrgId, fresh: AlloEvent[], nodeId: string): Promise<CallRow[]> {
  const ids = [...new Set(fresh.map(({ callId }) => callId))];
  const rows = await tx
    .select()
    .from(calls)
    .where(and(eq(calls.orgId, orgId), inArray(calls.id, ids)))
    .for('update');
  const byId = new Map<string, CallRow>(rows.map((row) => [row.id, row]));
  for (const event of fresh) {
    byId.set(event.callId, projectCall(byId.get(event.callId) ?? null, event, nodeId));
  }
  return [...byId.values()];
}

async function upsertCalls(tx: Db, rows: CallRow[]): Promise<void> {
  await tx
    .insert(calls)
    .values(rows)
    .onConflictDoUpdate({ target: [calls.orgId, calls.id], set: everyColumn });
}

/** All but the key: `column = excluded.column`. */
const everyColumn: Record<string, SQL> = Object.fromEntries(
  Object.entries(getTableColumns(calls))
    .filter(([key]) => key !== 'orgId' && key !== 'id')
    .map(([key, column]) => [key, sql.raw(`excluded.${column.name}`)]),
);
