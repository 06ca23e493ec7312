import type { OrgId } from '@allo/contracts';
import type { Role } from '@allo/contracts/access';
import type { Invitation, SentInvitation } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { and, count, desc, eq, gt, isNull } from 'drizzle-orm';
import { recordChange } from '../access/record-change.ts';
import type { Db, Deps } from '../deps.ts';
import { invitations, members } from '../schema/index.ts';
import { type Asker, requireMayGive } from './asker.ts';
import {
  invitationHash,
  invitationLifeMs,
  type InvitationRow,
  invitationTokenBytes,
  invitationView,
  noSuchInvitation,
} from './invitation-view.ts';
import { lockOrganisation } from './lock-organisation.ts';
import { deliverInvitation, type SendInvitation } from './send-invitation.ts';

type Needs = Deps & { send: SendInvitation };

/** More letters than an organisation sends in good faith. */
const mostOpen = 500;

/** Throws `forbidden` for a role above the asker's, `conflict` for who is a member or invited already. */
export async function inviteMember(
  deps: Needs,
  orgId: OrgId,
  asker: Asker,
  { email, role }: { email: string; role: Role },
): Promise<SentInvitation> {
  requireMayGive(asker, role);
  const token = deps.ids.token(invitationTokenBytes);
  const now = new Date(deps.clock.wallTime());
  const row: InvitationRow = {
    orgId,
    id: deps.ids.uuid(),
    email: email.trim().toLowerCase(),
    role,
    tokenHash: invitationHash(token),
    invitedBy: asker.actor.name,
    createdAt: now,
    expiresAt: new Date(now.getTime() + invitationLifeMs),
    acceptedAt: null,
  };
  const organisationName = await deps.db.inOrganisation(orgId, async (tx) => {
    const { name } = await lockOrganisation(tx, orgId);
    await requireNew(tx, row, now);
    await tx.insert(invitations).values(row);
    await recordChange(tx, orgId, asker.actor, {
      action: 'invitation.created',
      target: { kind: 'invitation', id: row.id },
      after: { email: row.email, role },
    });
    return name;
  });
  return deliver(deps, row, { token, organisationName });
}

/** A new letter with a new link and seven new days; the old link works no more. */
export async function resendInvitation(
  deps: Needs,
  orgId: OrgId,
  asker: Asker,
  id: string,
): Promise<SentInvitation> {
  const token = deps.ids.token(invitationTokenBytes);
  const expiresAt = new Date(deps.clock.wallTime() + invitationLifeMs);
  const [row, organisationName] = await deps.db.inOrganisation(orgId, async (tx) => {
    const { name } = await lockOrganisation(tx, orgId);
    const before = await openInvitation(tx, orgId, id);
    requireMayGive(asker, before.role);
    const changed = { tokenHash: invitationHash(token), expiresAt };
    await tx.update(invitations).set(changed).where(invitationIs(orgId, id));
    await recordChange(tx, orgId, asker.actor, {
      action: 'invitation.sent_again',
      target: { kind: 'invitation', id },
      before: { expiresAt: before.expiresAt },
      after: { expiresAt },
    });
    return [{ ...before, ...changed }, name];
  });
  return deliver(deps, row, { token, organisationName });
}

export async function revokeInvitation(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  asker: Asker,
  id: string,
): Promise<void> {
  await db.inOrganisation(orgId, async (tx) => {
    await lockOrganisation(tx, orgId);
    const { email, role } = await openInvitation(tx, orgId, id);
    await tx.delete(invitations).where(invitationIs(orgId, id));
    await recordChange(tx, orgId, asker.actor, {
      action: 'invitation.revoked',
      target: { kind: 'invitation', id },
      before: { email, role },
    });
  });
}

/** Those nobody accepted yet, newest first; expired ones too, to send them again. */
export async function listInvitations(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  orgId: OrgId,
): Promise<Invitation[]> {
  const rows = await db.inOrganisation(orgId, (tx) =>
    tx
      .select()
      .from(invitations)
      .where(and(eq(invitations.orgId, orgId), isNull(invitations.acceptedAt)))
      .orderBy(desc(invitations.createdAt), desc(invitations.id)),
  );
  return rows.map((row) => invitationView(row, clock.wallTime()));
}

const invitationIs = (orgId: OrgId, id: string) =>
  and(eq(invitations.orgId, orgId), eq(invitations.id, id), isNull(invitations.acceptedAt));

async function openInvitation(tx: Db, orgId: OrgId, id: string): Promise<InvitationRow> {
  const [row] = await tx.select().from(invitations).where(invitationIs(orgId, id)).for('update');
  if (!row) throw noSuchInvitation();
  return row;
}

async function requireNew(tx: Db, { orgId, email }: InvitationRow, now: Date): Promise<void> {
  const [member] = await tx
    .select({ userId: members.userId })
    .from(members)
    .where(and(eq(members.orgId, orgId), eq(members.email, email)))
    .limit(1);
  if (member) throw new AppError('conflict', 'This person is a member already.');
  const open = and(
    eq(invitations.orgId, orgId),
    isNull(invitations.acceptedAt),
    gt(invitations.expiresAt, now),
  );
  const [same] = await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(and(open, eq(invitations.email, email)))
    .limit(1);
  if (same) throw new AppError('conflict', 'This person is invited already: send the invitation again.');
  const [all] = await tx.select({ open: count() }).from(invitations).where(open);
  if ((all?.open ?? 0) >= mostOpen) {
    throw new AppError('conflict', `${mostOpen} invitations are open: revoke some first.`);
  }
  // One that ran out makes room for the new one.
  await tx
    .delete(invitations)
    .where(and(eq(invitations.orgId, orgId), eq(invitations.email, email), isNull(invitations.acceptedAt)));
}

function deliver(
  { send, log, clock }: Needs,
  row: InvitationRow,
  more: { token: string; organisationName: string },
): Promise<SentInvitation> {
  return deliverInvitation({ send, log, nowMs: clock.wallTime() }, row, more);
}
