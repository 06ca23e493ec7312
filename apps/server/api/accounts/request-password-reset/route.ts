import { letterRequestSchema, letterSentSchema } from '@allo/contracts/http';
import { publicRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { AccountDeps } from '../account-deps.ts';
import { clientOf } from '../client-of.ts';

/** `POST /v1/auth/request-password-reset`: answers the same whether the address has an account or not. */
export function requestPasswordReset(api: Api, { identity }: Pick<AccountDeps, 'identity'>): void {
  publicRoute(api, {
    why: 'whoever forgot the password cannot sign in',
    method: 'POST',
    url: '/v1/auth/request-password-reset',
    tag: 'accounts',
    summary: 'Ask for a letter with a link that sets a new password',
    body: letterRequestSchema,
    replies: { 202: letterSentSchema },
    handle: async ({ body, request, reply }) => {
      await identity.requestPasswordReset(body.email, clientOf(request));
      return reply.code(202).send({ delivery: identity.delivery });
    },
  });
}
