import { type Permission, type Principal, permissionsOf, mayGive, type Role } from '@allo/contracts/access';
import { AppError } from '@allo/kernel';
import type { Actor } from '../access/actor.ts';

/** Who wants something changed: by what right, and as the audit log names them. */
export interface Asker {
  principal: Principal;
  actor: Actor;
}

/** Throws `forbidden` unless the asker may give this role, and so also change somebody who has it. */
export function requireMayGive({ principal }: Pick<Asker, 'principal'>, role: Role): void {
  const isAllowed = principal.role
    ? mayGive(principal.role, role)
    : // A key has no role: it gives no more than it holds.
      holdsAll(principal, ['members:write', ...permissionsOf(role)]);
  if (!isAllowed) throw new AppError('forbidden', `The role ${role} is above what you may give or change.`);
}

function holdsAll({ permissions }: Principal, wanted: Iterable<Permission>): boolean {
  for (const one of wanted) if (!permissions.has(one)) return false;
  return true;
}
