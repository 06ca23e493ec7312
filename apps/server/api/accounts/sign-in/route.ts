import { signedInSchema, signInSchema } from '@allo/contracts/http';
import { publicRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { AccountDeps } from '../account-deps.ts';
import { clientOf, giveCookies } from '../client-of.ts';

/** `POST /v1/auth/sign-in`: the session is a cookie, good for 30 days. */
export function signIn(api: Api, { identity }: Pick<AccountDeps, 'identity'>): void {
  publicRoute(api, {
    why: 'nobody is known before they sign in',
    method: 'POST',
    url: '/v1/auth/sign-in',
    tag: 'accounts',
    summary: 'Sign in with e-mail and password; sets the session cookie',
    body: signInSchema,
    replies: { 200: signedInSchema },
    handle: async ({ body, request, reply }) => {
      const { user, cookies } = await identity.signIn(body, clientOf(request));
      giveCookies(reply, cookies);
      return { user };
    },
  });
}
