import { oauthProviderSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { noContent, publicRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { AccountDeps } from '../account-deps.ts';
import { clientOf, giveCookies } from '../client-of.ts';

const word = z.string().max(4000).optional();
const querySchema = z.object({ code: word, state: word, error: word, error_description: word, iss: word });

/** `GET /v1/auth/callback/:provider`: the browser comes back from the other site (RFC 6749 §4.1.2). */
export function finishOAuth(api: Api, { identity }: Pick<AccountDeps, 'identity'>): void {
  publicRoute(api, {
    why: 'the other site sends the browser here to sign in',
    method: 'GET',
    url: '/v1/auth/callback/:provider',
    tag: 'accounts',
    summary: 'Come back from another site; sets the session cookie',
    params: z.object({ provider: oauthProviderSchema }),
    query: querySchema,
    replies: { 302: noContent },
    handle: async ({ params, query, request, reply }) => {
      const given = Object.entries(query).filter(([, value]) => value !== undefined) as Array<
        [string, string]
      >;
      const input = { ...params, query: new URLSearchParams(given).toString() };
      const { redirectTo, cookies } = await identity.finishOAuth(input, clientOf(request));
      return giveCookies(reply, cookies).redirect(redirectTo);
    },
  });
}
