import { permissionsOf } from '@allo/contracts/access';
import { sessionSchema } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { accountRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { AccountDeps } from '../account-deps.ts';

/** `GET /v1/session`: who asks, where they belong and what they may do there. */
export function getSession(
  api: Api,
  { identity, membershipsOf }: Pick<AccountDeps, 'identity' | 'membershipsOf'>,
): void {
  accountRoute(api, {
    why: 'tells which organisations there are to choose from',
    method: 'GET',
    url: '/v1/session',
    tag: 'accounts',
    summary: 'Who you are, and what you may do in which organisation',
    replies: { 200: sessionSchema },
    handle: async ({ account, request, reply }) => {
      reply.header('cache-control', 'no-store');
      const session = await identity.sessionOf(request.headers.cookie);
      if (!session) throw new AppError('unauthorized', 'Sign in first.');
      const memberships = await membershipsOf(account);
      return {
        user: session.user,
        session: { id: session.id, expiresAt: session.expiresAt.toISOString() },
        memberships: memberships.map((one) => ({ ...one, permissions: [...permissionsOf(one.role)] })),
      };
    },
  });
}
