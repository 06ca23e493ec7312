import { claimedSchema, claimSchema } from '@allo/contracts/http';
import { publicRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { AccountDeps } from '../account-deps.ts';
import { clientOf, giveCookies } from '../client-of.ts';

/** `POST /v1/claim`: whoever has the link from the terminal becomes the owner, once, and is signed in. */
export function takeClaim(api: Api, { identity, claim }: Pick<AccountDeps, 'identity' | 'claim'>): void {
  publicRoute(api, {
    why: 'before the first owner there is nobody to sign in; the token is known to the operator alone',
    method: 'POST',
    url: '/v1/claim',
    tag: 'accounts',
    summary: 'Become the owner of a new installation by the link of its first start',
    body: claimSchema,
    replies: { 200: claimedSchema },
    handle: async ({ body, request, reply }) => {
      const client = clientOf(request);
      await identity.countToken(client);
      const { token, organisationName, email, password, name, language } = body;
      const { orgId, owner } = await claim.take(
        { token, organisationName, address: request.ip, requestId: request.id },
        async () => {
          const known = await identity.findUser(email);
          if (!known) return identity.createUser({ email, password, name, language });
          // The operator of the machine is above every account on it.
          await identity.setPassword(known.id, password);
          return (await identity.updateUser(known.id, { name, language })) ?? known;
        },
      );
      const { user, cookies } = await identity.signIn({ email: owner.email, password }, client);
      giveCookies(reply, cookies);
      return { user, organisation: { id: orgId, name: organisationName } };
    },
  });
}
