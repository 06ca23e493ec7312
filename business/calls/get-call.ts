import type { CallId, OrgId } from '@allo/contracts';
import type { CallDetail } from '@allo/contracts/http';
import { and, asc, eq } from 'drizzle-orm';
import type { Db, Deps } from '../deps.ts';
import { calls, leads, turns } from '../schema/index.ts';
import { detailView } from './call-view.ts';

/** Null when this organisation has no such call. */
export async function getCall(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  callId: CallId,
): Promise<CallDetail | null> {
  return db.inOrganisation(orgId, (tx) => detailOf(tx, orgId, callId));
}

async function detailOf(tx: Db, orgId: OrgId, callId: CallId): Promise<CallDetail | null> {
  const [found] = await tx
    .select({ call: calls, leadId: leads.id })
    .from(calls)
    .leftJoin(leads, and(eq(leads.orgId, calls.orgId), eq(leads.callId, calls.id)))
    .where(and(eq(calls.orgId, orgId), eq(calls.id, callId)));
  if (!found) return null;
  const spoken = await tx
    .select()
    .from(turns)
    .where(and(eq(turns.orgId, orgId), eq(turns.callId, callId)))
    .orderBy(asc(turns.seq));
  return detailView(found.call, spoken, found.leadId);
}
