import { apiKeyListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/keys`: without their secrets, which nobody keeps. */
export function listKeys(api: Api, { keys }: Pick<ApiDeps, 'keys'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/keys',
    permission: 'keys:read',
    tag: 'keys',
    summary: 'API keys of the organisation, newest first',
    replies: { 200: apiKeyListSchema },
    handle: async ({ orgId }) => ({ items: await keys.list(orgId) }),
  });
}
