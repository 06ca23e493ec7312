import type { CallId, OrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import { and, asc, eq } from 'drizzle-orm';
import type { Db, Deps } from '../deps.ts';
import { calls, events } from '../schema/index.ts';

/** All events of a call in order; null when this organisation has no such call. */
export async function listEvents(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  callId: CallId,
): Promise<AlloEvent[] | null> {
  return db.inOrganisation(orgId, (tx) => eventsOf(tx, orgId, callId));
}

async function eventsOf(tx: Db, orgId: OrgId, callId: CallId): Promise<AlloEvent[] | null> {
  const rows = await tx
    .select()
    .from(events)
    .where(and(eq(events.orgId, orgId), eq(events.callId, callId)))
    .orderBy(asc(events.seq));
  if (rows.length === 0 && !(await exists(tx, orgId, callId))) return null;
  // Type and data were written together from an event.
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }) as AlloEvent);
}

async function exists(tx: Db, orgId: OrgId, callId: CallId): Promise<boolean> {
  const found = await tx
    .select({ id: calls.id })
    .from(calls)
    .where(and(eq(calls.orgId, orgId), eq(calls.id, callId)));
  return found.length > 0;
}
