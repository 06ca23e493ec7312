import { claimedSchema, joinSchema } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { publicRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { AccountDeps } from '../account-deps.ts';
import { clientOf, giveCookies } from '../client-of.ts';

/** `POST /v1/auth/join`: an account for somebody invited, who is a member and signed in at once. */
export function join(
  api: Api,
  { identity, invitations }: Pick<AccountDeps, 'identity' | 'invitations'>,
): void {
  publicRoute(api, {
    why: 'the token of the invitation proves whose address it is',
    method: 'POST',
    url: '/v1/auth/join',
    tag: 'accounts',
    summary: 'Make an account by an invitation; with an account, sign in and accept it instead',
    body: joinSchema,
    replies: { 200: claimedSchema },
    handle: async ({ body, request, reply }) => {
      const client = clientOf(request);
      await identity.countToken(client);
      const { token, name, password, language } = body;
      const found = await invitations.findInvitation(token);
      if (!found) throw new AppError('not_found', 'This invitation was used, taken back or has expired.');
      const { email } = found;
      const { id: userId } = await identity.createUser({ email, name, password, language });
      const person = { userId, email, name };
      const { id, name: organisationName } = await invitations.acceptInvitation({
        token,
        person,
        actor: { kind: 'user', id: userId, name, address: request.ip, requestId: request.id },
      });
      const { user, cookies } = await identity.signIn({ email, password }, client);
      giveCookies(reply, cookies);
      return { user, organisation: { id, name: organisationName } };
    },
  });
}
