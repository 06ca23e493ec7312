import { listToolSecrets as list } from '@allo/business';
import { toolSecretListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/tool-secrets`: their names, never their values. */
export function listToolSecrets(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/tool-secrets',
    permission: 'tools:write',
    tag: 'tools',
    summary: 'Secrets that headers of tools refer to',
    replies: { 200: toolSecretListSchema },
    handle: async ({ orgId }) => ({ items: await list(deps, orgId) }),
  });
}
