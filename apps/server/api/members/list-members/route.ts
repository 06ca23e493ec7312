import { memberListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/members`: also those who act here by their agency. */
export function listMembers(api: Api, { tenancy }: Pick<ApiDeps, 'tenancy'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/members',
    permission: 'members:read',
    tag: 'members',
    summary: 'Everybody who may act in the organisation, the most powerful first',
    replies: { 200: memberListSchema },
    handle: async ({ orgId }) => ({ items: await tenancy.members(orgId) }),
  });
}
