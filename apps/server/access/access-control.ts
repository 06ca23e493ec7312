import type { OrgId } from '@allo/contracts';
import { type Principal, permissionsOf } from '@allo/contracts/access';
import type { Membership } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import type { IncomingHttpHeaders } from 'node:http';
import type { KnownPerson } from '@allo/business';
import type { AccessControl, Account, AskedBy } from '../api/index.ts';
import type { ApiKeyCheck } from './api-key-check.ts';

export interface AccessControlOptions {
  /** Whose session a Cookie header belongs to. */
  sessionOf(
    cookie: string | undefined,
  ): Promise<{ id: string; user: { id: string; email: string; name: string } } | null>;
  /** Where somebody may act; the first is meant when the request names none. */
  membershipsOf(person: KnownPerson): Promise<Membership[]>;
  keys: ApiKeyCheck;
}

/** Who asks: an API key in the Authorization header, else the account of the session cookie. */
export function createAccessControl(options: AccessControlOptions): AccessControl {
  const { keys } = options;

  const accountOf = async ({ headers }: AskedBy): Promise<Account> => {
    // Whoever shows a key speaks for an organisation, whatever cookies come along.
    if (bearerOf(headers) !== null) {
      throw new AppError('unauthorized', 'This is for people: sign in instead of sending a key.');
    }
    const session = await options.sessionOf(headers.cookie);
    if (!session)
      throw new AppError('unauthorized', 'Sign in, or send an API key: Authorization: Bearer allo_…');
    const { id: userId, email, name } = session.user;
    return { userId, email, name, sessionId: session.id };
  };

  return {
    accountOf,
    principalOf: async (asked) => {
      const bearer = bearerOf(asked.headers);
      if (bearer !== null) {
        const principal = await keys.principalOf(bearer, asked.address);
        if (asked.organisation !== null && asked.organisation.toLowerCase() !== principal.orgId)
          throw notThere();
        return principal;
      }
      const account = await accountOf(asked);
      const known = await options.membershipsOf(account);
      return principalIn(account, known, asked.organisation);
    },
  };
}

/** Null for other schemes: a proxy before us may ask for a password of its own. */
function bearerOf({ authorization }: IncomingHttpHeaders): string | null {
  const found = /^bearer(?: +(.*))?$/i.exec(authorization?.trim() ?? '');
  return found && (found[1] ?? '');
}

function principalIn(account: Account, known: Membership[], wanted: string | null): Principal {
  const membership = wanted === null ? known[0] : known.find(({ id }) => id === wanted.toLowerCase());
  if (!membership) throw notThere();
  const { id, role } = membership;
  return {
    kind: 'user',
    id: account.userId,
    name: account.name,
    orgId: id as OrgId,
    role,
    permissions: permissionsOf(role),
  };
}

/** The same for one that does not exist and one of others. */
function notThere(): AppError {
  return new AppError('not_found', 'There is no such organisation, or you do not belong to it.');
}
