import { listSecrets as listStored } from '@allo/business';
import { secretListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/secrets`: what of the organisation lies sealed, by name; never a value. */
export function listSecrets(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/secrets',
    permission: 'organisation:write',
    tag: 'secrets',
    summary: 'What lies sealed, by name',
    replies: { 200: secretListSchema },
    handle: async ({ orgId }) => {
      const stored = await deps.db.inOrganisation(orgId, (tx) => listStored(tx, orgId));
      return { items: stored.map((one) => ({ ...one, updatedAt: one.updatedAt.toISOString() })) };
    },
  });
}
