import type { OrgId } from '@allo/contracts';
import { type Role, roles } from '@allo/contracts/access';
import type { FoundInvitation, Organisation } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Db, Deps } from '../deps.ts';
import { invitations, members, organisations } from '../schema/index.ts';
import { invitationHash, type InvitationRow } from './invitation-view.ts';
import type { Person } from './memberships-of.ts';
import { lockOrganisation } from './lock-organisation.ts';
import { organisationView } from './organisation-view.ts';

type Needs = Pick<Deps, 'db' | 'clock'>;

/** What somebody with the link may know. Null: no such invitation, or it is used, revoked or expired. */
export async function findInvitation({ db, clock }: Needs, token: string): Promise<FoundInvitation | null> {
  const now = new Date(clock.wallTime());
  const [found] = await db.acrossOrganisations('whose invitation a link is', (tx) =>
    tx
      .select({
        organisationName: organisations.name,
        email: invitations.email,
        role: invitations.role,
        expiresAt: invitations.expiresAt,
      })
      .from(invitations)
      .innerJoin(organisations, eq(organisations.id, invitations.orgId))
      .where(isOpen(token, now)),
  );
  return found ? { ...found, expiresAt: found.expiresAt.toISOString() } : null;
}

/** Whether an invitation waits for this address anywhere. */
export async function isInvited({ db, clock }: Needs, email: string): Promise<boolean> {
  const now = new Date(clock.wallTime());
  const found = await db.acrossOrganisations('whether somebody may sign up', (tx) =>
    tx
      .select({ id: invitations.id })
      .from(invitations)
      .where(
        and(
          eq(invitations.email, email.trim().toLowerCase()),
          isNull(invitations.acceptedAt),
          gt(invitations.expiresAt, now),
        ),
      )
      .limit(1),
  );
  return found.length > 0;
}

/**
 * Makes the person a member, once. The address of the account has to be proved and the one that was invited. Throws
 * `not_found` for a link that does not work (any more), `forbidden` for an account of another address.
 */
export async function acceptInvitation(
  { db, clock }: Needs,
  { token, person, actor }: { token: string; person: Person; actor: Actor },
): Promise<Organisation> {
  const now = new Date(clock.wallTime());
  return db.acrossOrganisations('whose invitation a link is', async (tx) => {
    const row = await takeInvitation(tx, token, person, now);
    const orgId = row.orgId as OrgId;
    const organisation = await lockOrganisation(tx, orgId);
    const role = await join(tx, orgId, person, row.role, now);
    await recordChange(tx, orgId, actor, {
      action: 'invitation.accepted',
      target: { kind: 'member', id: person.userId },
      before: null,
      after: { email: person.email, role, invitationId: row.id },
    });
    return organisationView(organisation);
  });
}

/** Two at once with one link: the second waits for the first, and then finds it used. */
async function takeInvitation(tx: Db, token: string, person: Person, now: Date): Promise<InvitationRow> {
  const [row] = await tx.select().from(invitations).where(isOpen(token, now)).for('update');
  if (!row) {
    throw new AppError(
      'not_found',
      'This invitation was used or revoked, or has expired: ask for a new one.',
    );
  }
  if (row.email !== person.email.trim().toLowerCase()) {
    throw new AppError(
      'forbidden',
      'This invitation is for another address: sign in with the account it was sent to.',
    );
  }
  await tx
    .update(invitations)
    .set({ acceptedAt: now })
    .where(and(eq(invitations.orgId, row.orgId), eq(invitations.id, row.id)));
  return row;
}

/** Whoever is a member already keeps the role that is above the other. */
async function join(tx: Db, orgId: OrgId, person: Person, invitedAs: Role, now: Date): Promise<Role> {
  const { userId, email, name } = person;
  const [known] = await tx
    .select({ role: members.role })
    .from(members)
    .where(and(eq(members.orgId, orgId), eq(members.userId, userId)));
  const role = known && roles.indexOf(known.role) < roles.indexOf(invitedAs) ? known.role : invitedAs;
  await tx
    .insert(members)
    .values({ orgId, userId, email, name, role, createdAt: now })
    .onConflictDoUpdate({ target: [members.orgId, members.userId], set: { role } });
  return role;
}

const isOpen = (token: string, now: Date) =>
  and(
    eq(invitations.tokenHash, invitationHash(token)),
    isNull(invitations.acceptedAt),
    gt(invitations.expiresAt, now),
  );
