import { invitationListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/invitations`: those nobody accepted yet. */
export function listInvitations(api: Api, { tenancy }: Pick<ApiDeps, 'tenancy'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/invitations',
    permission: 'members:read',
    tag: 'members',
    summary: 'Open invitations, newest first',
    replies: { 200: invitationListSchema },
    handle: async ({ orgId }) => ({ items: await tenancy.invitations(orgId) }),
  });
}
