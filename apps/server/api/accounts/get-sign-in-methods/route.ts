import { signInMethodsSchema } from '@allo/contracts/http';
import { publicRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { AccountDeps } from '../account-deps.ts';

/** `GET /v1/auth/methods`: what the sign-in page offers. */
export function getSignInMethods(
  api: Api,
  { identity, signUp, claim }: Pick<AccountDeps, 'identity' | 'signUp' | 'claim'>,
): void {
  publicRoute(api, {
    why: 'the sign-in page is for people who are not signed in',
    method: 'GET',
    url: '/v1/auth/methods',
    tag: 'accounts',
    summary: 'Ways to sign in here',
    replies: { 200: signInMethodsSchema },
    handle: async () => ({
      providers: [...identity.providers],
      signUp,
      delivery: identity.delivery,
      isClaimed: await claim.isClaimed(),
    }),
  });
}
