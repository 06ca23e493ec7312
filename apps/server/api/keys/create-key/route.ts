import { madeApiKeySchema, newApiKeySchema } from '@allo/contracts/http';
import { askerOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `POST /v1/keys`: the only reply the key is in. */
export function createKey(api: Api, { keys }: Pick<ApiDeps, 'keys'>): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/keys',
    permission: 'keys:write',
    tag: 'keys',
    summary: 'Make an API key; it is shown this once',
    description:
      'The key acts in this organisation alone, with the permissions in `scopes`, none of which its maker may lack: when they lose one, so does the key.',
    body: newApiKeySchema,
    replies: { 201: madeApiKeySchema },
    repliesWithSecret: true,
    handle: async (ask) => {
      const made = await keys.create(ask.orgId, askerOf(ask), ask.body);
      return ask.reply.code(201).header('cache-control', 'no-store').send(made);
    },
  });
}
