import { organisationSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { tellVersion } from '../../editing/index.ts';

/** `GET /v1/organisation`: the one the request is for. */
export function getOrganisation(api: Api, { tenancy }: Pick<ApiDeps, 'tenancy'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/organisation',
    permission: 'organisation:read',
    tag: 'organisations',
    summary: 'The organisation the request is for',
    replies: { 200: organisationSchema },
    handle: async ({ orgId, reply }) => {
      const found = await tenancy.get(orgId);
      tellVersion(reply, found.version);
      return found;
    },
  });
}
