import type { Identity, Session } from '@allo/adapters/identity';
import type { OrgId } from '@allo/contracts';
import { permissionsOf, type Principal } from '@allo/contracts/access';
import type { Membership } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import type { AccessControl, AskedBy } from '../api/index.ts';
import type { MembershipCache } from './membership-cache.ts';

/** Finds whose an API key is; throws `unauthorized` for a key that is none (any more). */
export type KeyPrincipal = (key: string, asked: AskedBy) => Promise<Principal>;

export interface AccessControlDeps {
  identity: Pick<Identity, 'sessionOf'>;
  memberships: Pick<MembershipCache, 'of'>;
  keyPrincipal: KeyPrincipal;
}

/**
 * Who asks: an API key where one is shown, else the session of the cookie. A key that does not hold is refused, even
 * beside a session that would.
 */
export function createAccessControl({
  identity,
  memberships,
  keyPrincipal,
}: AccessControlDeps): AccessControl {
  const sessionOf = async ({ headers }: AskedBy): Promise<Session> => {
    const session = await identity.sessionOf(headers.cookie);
    if (!session) throw new AppError('unauthorized', 'Sign in, or send an API key.');
    return session;
  };
  return {
    principalOf: async (asked) => {
      const key = keyOf(asked);
      if (key !== null) return keyPrincipal(key, asked);
      const { user } = await sessionOf(asked);
      const joined = await memberships.of({ userId: user.id, email: user.email, name: user.name });
      const { id, role } = chosen(joined, asked.organisation);
      const permissions = permissionsOf(role);
      return { kind: 'user', id: user.id, name: user.name, orgId: id as OrgId, role, permissions };
    },
    accountOf: async (asked) => {
      if (keyOf(asked) !== null) {
        throw new AppError('unauthorized', 'An API key is nobody’s account: sign in.');
      }
      const { id: sessionId, user } = await sessionOf(asked);
      return { userId: user.id, email: user.email, name: user.name, sessionId };
    },
  };
}

/** `Authorization: Bearer …` (RFC 6750 §2.1). Another scheme is no key of ours, but no session either. */
function keyOf({ headers }: AskedBy): string | null {
  const { authorization } = headers;
  if (authorization === undefined) return null;
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
}

/** An organisation somebody is not in looks like one that does not exist. */
function chosen(joined: Membership[], wanted: string | null): Membership {
  const found = wanted === null ? joined[0] : joined.find(({ id }) => id === wanted);
  if (found) return found;
  if (wanted !== null) throw new AppError('not_found', 'There is no such organisation.');
  throw new AppError('forbidden', 'You belong to no organisation yet: ask for an invitation.');
}
