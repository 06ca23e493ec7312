import { letterRequestSchema, letterSentSchema } from '@allo/contracts/http';
import { publicRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { AccountDeps } from '../account-deps.ts';
import { clientOf } from '../client-of.ts';

/** `POST /v1/auth/resend-confirmation`: the letter of a sign-up once more. */
export function resendConfirmation(api: Api, { identity }: Pick<AccountDeps, 'identity'>): void {
  publicRoute(api, {
    why: 'nobody can sign in before the address is confirmed',
    method: 'POST',
    url: '/v1/auth/resend-confirmation',
    tag: 'accounts',
    summary: 'Send the letter of confirmation again',
    body: letterRequestSchema,
    replies: { 202: letterSentSchema },
    handle: async ({ body, request, reply }) => {
      await identity.resendConfirmation(body.email, clientOf(request));
      return reply.code(202).send({ delivery: identity.delivery });
    },
  });
}
