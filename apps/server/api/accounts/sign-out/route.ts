import { noContent, publicRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { AccountDeps } from '../account-deps.ts';
import { clientOf, giveCookies } from '../client-of.ts';

/** `POST /v1/auth/sign-out`: ends the session of this browser, if there is one. */
export function signOut(api: Api, { identity }: Pick<AccountDeps, 'identity'>): void {
  publicRoute(api, {
    why: 'whoever is not signed in is signed out already',
    method: 'POST',
    url: '/v1/auth/sign-out',
    tag: 'accounts',
    summary: 'Sign out on this device',
    replies: { 204: noContent },
    handle: async ({ request, reply }) =>
      giveCookies(reply, await identity.signOut(clientOf(request)))
        .code(204)
        .send(null),
  });
}
