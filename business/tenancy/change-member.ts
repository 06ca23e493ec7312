import type { OrgId } from '@allo/contracts';
import type { Role } from '@allo/contracts/access';
import type { Member } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { and, eq, ne } from 'drizzle-orm';
import { recordChange } from '../access/record-change.ts';
import type { Db, Deps } from '../deps.ts';
import { members } from '../schema/index.ts';
import { type Asker, requireMayGive } from './asker.ts';
import { lockOrganisation } from './lock-organisation.ts';

type MemberRow = typeof members.$inferSelect;

/** Throws `not_found` for who is no member of this very organisation, `forbidden` above the asker, `conflict` for the last owner. */
export async function changeMemberRole(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  asker: Asker,
  { userId, role }: { userId: string; role: Role },
): Promise<Member> {
  return db.inOrganisation(orgId, async (tx) => {
    const before = await lockMember(tx, orgId, userId, asker);
    requireMayGive(asker, role);
    if (role === before.row.role) return memberView(before.row);
    if (role !== 'owner') await requireOtherOwner(tx, before);
    await tx.update(members).set({ role }).where(memberIs(orgId, userId));
    await recordChange(tx, orgId, asker.actor, {
      action: 'member.role_changed',
      target: { kind: 'member', id: userId },
      before: { role: before.row.role },
      after: { role },
    });
    return memberView({ ...before.row, role });
  });
}

/** Errors as of changing a role. */
export async function removeMember(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  asker: Asker,
  userId: string,
): Promise<void> {
  await db.inOrganisation(orgId, async (tx) => {
    const before = await lockMember(tx, orgId, userId, asker);
    await requireOtherOwner(tx, before);
    await tx.delete(members).where(memberIs(orgId, userId));
    const { email, role } = before.row;
    await recordChange(tx, orgId, asker.actor, {
      action: 'member.removed',
      target: { kind: 'member', id: userId },
      before: { email, role },
    });
  });
}

interface LockedMember {
  row: MemberRow;
  isClient: boolean;
}

async function lockMember(tx: Db, orgId: OrgId, userId: string, asker: Asker): Promise<LockedMember> {
  const { parentId } = await lockOrganisation(tx, orgId);
  const [row] = await tx.select().from(members).where(memberIs(orgId, userId));
  if (!row) throw new AppError('not_found', 'There is no such member in this organisation.');
  requireMayGive(asker, row.role);
  return { row, isClient: parentId !== null };
}

/** A client always has the owners of its agency. */
async function requireOtherOwner(tx: Db, { row, isClient }: LockedMember): Promise<void> {
  if (row.role !== 'owner' || isClient) return;
  const others = await tx
    .select({ userId: members.userId })
    .from(members)
    .where(and(eq(members.orgId, row.orgId), eq(members.role, 'owner'), ne(members.userId, row.userId)))
    .limit(1);
  if (others.length === 0)
    throw new AppError('conflict', 'The last owner stays: make somebody else owner first.');
}

const memberIs = (orgId: OrgId, userId: string) => and(eq(members.orgId, orgId), eq(members.userId, userId));

function memberView({ userId, name, email, role, createdAt }: MemberRow): Member {
  return { userId, name, email, role, inheritedFrom: null, createdAt: createdAt.toISOString() };
}
