import { listTrunks as list } from '@allo/business';
import { pageQuerySchema, trunkListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/trunks`: newest first. */
export function listTrunks(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/trunks',
    permission: 'trunks:read',
    tag: 'trunks',
    summary: 'Trunks, newest first',
    query: pageQuerySchema,
    replies: { 200: trunkListSchema },
    handle: ({ orgId, query }) => list(deps, orgId, query),
  });
}
