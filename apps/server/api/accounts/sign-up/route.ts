import { letterSentSchema, signUpSchema } from '@allo/contracts/http';
import { publicRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { AccountDeps } from '../account-deps.ts';
import { clientOf } from '../client-of.ts';

/** `POST /v1/auth/sign-up`: a letter confirms the address; whether it has an account is not told. */
export function signUp(api: Api, { identity }: Pick<AccountDeps, 'identity'>): void {
  publicRoute(api, {
    why: 'nobody is known before they have an account',
    method: 'POST',
    url: '/v1/auth/sign-up',
    tag: 'accounts',
    summary: 'Register; a letter with a link confirms the address',
    body: signUpSchema,
    replies: { 202: letterSentSchema },
    handle: async ({ body, request, reply }) => {
      await identity.signUp(body, clientOf(request));
      return reply.code(202).send({ delivery: identity.delivery });
    },
  });
}
