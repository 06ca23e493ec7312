import { resetPasswordSchema } from '@allo/contracts/http';
import { noContent, publicRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { AccountDeps } from '../account-deps.ts';
import { clientOf } from '../client-of.ts';

/** `POST /v1/auth/reset-password`: by the token of the letter, once; ends every session. */
export function resetPassword(api: Api, { identity }: Pick<AccountDeps, 'identity'>): void {
  publicRoute(api, {
    why: 'the token of the letter says whose password it is',
    method: 'POST',
    url: '/v1/auth/reset-password',
    tag: 'accounts',
    summary: 'Set a new password by the token of the letter',
    body: resetPasswordSchema,
    replies: { 204: noContent },
    handle: async ({ body, request, reply }) => {
      await identity.resetPassword(body, clientOf(request));
      return reply.code(204).send(null);
    },
  });
}
