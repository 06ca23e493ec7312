import { changePasswordSchema } from '@allo/contracts/http';
import { accountRoute, noContent } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { AccountDeps } from '../account-deps.ts';
import { clientOf, giveCookies } from '../client-of.ts';

/** `POST /v1/auth/change-password`: ends all other sessions; this browser gets a new one. */
export function changePassword(api: Api, { identity }: Pick<AccountDeps, 'identity'>): void {
  accountRoute(api, {
    why: 'a password belongs to a person, not to an organisation',
    method: 'POST',
    url: '/v1/auth/change-password',
    tag: 'accounts',
    summary: 'Change your password; signs out your other devices',
    body: changePasswordSchema,
    replies: { 204: noContent },
    handle: async ({ body, request, reply }) => {
      const change = { current: body.currentPassword, next: body.newPassword };
      return giveCookies(reply, await identity.changePassword(change, clientOf(request)))
        .code(204)
        .send(null);
    },
  });
}
