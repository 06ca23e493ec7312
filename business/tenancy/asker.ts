import { mayGive, permissionsOf, type Principal, type Role } from '@allo/contracts/access';
import { AppError } from '@allo/kernel';
import type { Actor } from '../access/actor.ts';

/** Who wants something changed: by what right, and as the audit log names them. */
export interface Asker {
  principal: Principal;
  actor: Actor;
}

/** Throws `forbidden` unless the asker may give this role, and so also change somebody who has it. */
export function requireMayGive({ principal }: Pick<Asker, 'principal'>, role: Role): void {
  if (principal.role) {
    if (mayGive(principal.role, role)) return;
    throw new AppError('forbidden', `The role ${role} is above what you may give or change.`);
  }
  // A key has no role: it gives no more than it holds.
  const wanted = new Set([...permissionsOf(role), 'members:write' as const]);
  const missing = [...wanted].filter((one) => !principal.permissions.has(one));
  if (missing.length === 0) return;
  throw new AppError(
    'forbidden',
    `This key may not give or change the role ${role}: it lacks ${missing.join(', ')}.`,
  );
}
