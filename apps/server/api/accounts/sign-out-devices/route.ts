import { signedOutSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { accountRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { AccountDeps } from '../account-deps.ts';

const querySchema = z.object({
  /** Whether this device is signed out too. */
  here: z.enum(['true', 'false']).default('true'),
});

/** `DELETE /v1/session/devices`: everywhere, or everywhere but here. */
export function signOutDevices(api: Api, { identity }: Pick<AccountDeps, 'identity'>): void {
  accountRoute(api, {
    why: 'devices belong to a person, not to an organisation',
    method: 'DELETE',
    url: '/v1/session/devices',
    tag: 'accounts',
    summary: 'Sign out everywhere, or (here=false) everywhere else',
    query: querySchema,
    replies: { 200: signedOutSchema },
    handle: async ({ account, query }) => {
      const except = query.here === 'false' ? account.sessionId : undefined;
      return { devices: await identity.revokeDevices(account.userId, except) };
    },
  });
}
