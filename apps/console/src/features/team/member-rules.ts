import { mayGive, type Role, roles } from '@allo/contracts/access';
import type { Member } from '@allo/contracts/http';

/** Roles somebody may give: none above their own, and none when they do not change the team. */
export function rolesToGive(giver: Role): Role[] {
  return roles.filter((role) => mayGive(giver, role));
}

/** Whether the reader may change or remove a member: one of this very organisation, not above them. */
export function mayChange(reader: { role: Role }, member: Pick<Member, 'role' | 'inheritedFrom'>): boolean {
  return member.inheritedFrom === null && mayGive(reader.role, member.role);
}

/** The only owner a root organisation has; a client always has the owners of its agency. */
export function isLastOwner(
  member: Pick<Member, 'userId' | 'role'>,
  members: readonly Pick<Member, 'userId' | 'role' | 'inheritedFrom'>[],
): boolean {
  return (
    member.role === 'owner' && !members.some((one) => one.role === 'owner' && one.userId !== member.userId)
  );
}
