import { AppError } from '@allo/kernel';
import { confirmEmailQuerySchema } from '@allo/contracts/http';
import { noContent, publicRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { AccountDeps } from '../account-deps.ts';
import { clientOf } from '../client-of.ts';

/** `GET /v1/auth/confirm-email`: the link in the letter; leads to the sign-in page. */
export function confirmEmail(api: Api, { identity }: Pick<AccountDeps, 'identity'>): void {
  publicRoute(api, {
    why: 'the token in the link says whose address it is',
    method: 'GET',
    url: '/v1/auth/confirm-email',
    tag: 'accounts',
    summary: 'Confirm an address by the link of the letter',
    query: confirmEmailQuerySchema,
    replies: { 302: noContent },
    handle: async ({ query, request, reply }) => {
      const isConfirmed = await identity.confirmEmail(query.token, clientOf(request)).then(
        () => true,
        (error: unknown) => {
          if (error instanceof AppError && error.code === 'bad_request') return false;
          throw error;
        },
      );
      return reply.redirect(isConfirmed ? '/sign-in?confirmed=1' : '/sign-in?error=link_expired');
    },
  });
}
