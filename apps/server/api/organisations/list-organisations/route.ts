import { membershipListSchema } from '@allo/contracts/http';
import { accountRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/organisations`: where whoever signed in may act. */
export function listOrganisations(api: Api, { tenancy }: Pick<ApiDeps, 'tenancy'>): void {
  accountRoute(api, {
    why: 'tells which organisations there are to choose from',
    method: 'GET',
    url: '/v1/organisations',
    tag: 'organisations',
    summary: 'Organisations you may act in, agencies before their clients',
    replies: { 200: membershipListSchema },
    handle: async ({ account }) => ({ items: await tenancy.membershipsOf(account) }),
  });
}
