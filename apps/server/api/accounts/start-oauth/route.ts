import { oauthProviderSchema, oauthStartedSchema, oauthStartSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { publicRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { AccountDeps } from '../account-deps.ts';
import { clientOf, giveCookies } from '../client-of.ts';

/** `POST /v1/auth/oauth/:provider`: answers where to send the browser. */
export function startOAuth(api: Api, { identity }: Pick<AccountDeps, 'identity'>): void {
  publicRoute(api, {
    why: 'nobody is known before they sign in',
    method: 'POST',
    url: '/v1/auth/oauth/:provider',
    tag: 'accounts',
    summary: 'Begin to sign in by another site',
    params: z.object({ provider: oauthProviderSchema }),
    body: oauthStartSchema,
    replies: { 200: oauthStartedSchema },
    handle: async ({ params, body, request, reply }) => {
      const { url, cookies } = await identity.startOAuth({ ...params, ...body }, clientOf(request));
      giveCookies(reply, cookies);
      return { url };
    },
  });
}
