import type { OrgId } from '@allo/contracts';
import type { Lead, LeadPatch, NewLead } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { and, eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Db, Deps } from '../deps.ts';
import { type ExpectedVersion, requireVersion } from '../expected-version.ts';
import { type LeadRow, leads } from '../schema/index.ts';
import { tellOf } from '../events/tell-of.ts';
import { leadCreated } from './lead-created.ts';
import { leadPhone } from './lead-phone.ts';
import { leadView } from './list-leads.ts';

/** Throws `not_found`. */
export async function getLead({ db }: Pick<Deps, 'db'>, orgId: OrgId, leadId: string): Promise<Lead> {
  return leadView(await db.inOrganisation(orgId, (tx) => lockLead(tx, orgId, leadId)));
}

/** A lead that no call left. Followers hear of it as of one from a call; of an import's thousands they do not. */
export async function createLead(
  { db, clock, ids }: Pick<Deps, 'db' | 'clock' | 'ids'>,
  orgId: OrgId,
  actor: Actor,
  made: NewLead,
): Promise<Lead> {
  const row: LeadRow = {
    orgId,
    id: ids.uuid(),
    callId: null,
    ...made,
    phone: made.phone && leadPhone(made.phone),
    createdAt: new Date(clock.wallTime()),
    version: 1,
  };
  return db.inOrganisation(orgId, async (tx) => {
    await tx.insert(leads).values(row);
    const target = { kind: 'lead', id: row.id };
    await recordChange(tx, orgId, actor, { action: 'lead.created', target, after: leadView(row) });
    await tellOf(tx, orgId, [leadCreated(row, ids.uuid())]);
    return leadView(row);
  });
}

/** Throws `not_found`, `precondition_failed`. */
export async function changeLead(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  actor: Actor,
  leadId: string,
  expected: ExpectedVersion,
  patch: LeadPatch,
): Promise<Lead> {
  return db.inOrganisation(orgId, async (tx) => {
    const row = await lockLead(tx, orgId, leadId);
    requireVersion(row.version, expected);
    const phone = patch.phone ? leadPhone(patch.phone) : patch.phone;
    const changed = { ...row, ...patch, ...(phone === undefined ? {} : { phone }), version: row.version + 1 };
    await tx
      .update(leads)
      .set(changed)
      .where(and(eq(leads.orgId, orgId), eq(leads.id, leadId)));
    const [before, after] = [leadView(row), leadView(changed)];
    const target = { kind: 'lead', id: leadId };
    await recordChange(tx, orgId, actor, { action: 'lead.changed', target, before, after });
    return after;
  });
}

async function lockLead(tx: Db, orgId: OrgId, leadId: string): Promise<LeadRow> {
  const [row] = await tx
    .select()
    .from(leads)
    .where(and(eq(leads.orgId, orgId), eq(leads.id, leadId)))
    .for('update');
  if (!row) throw new AppError('not_found', 'There is no such lead.');
  return row;
}
