import { listTools as list } from '@allo/business';
import { pageQuerySchema, toolListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/tools`: newest first. */
export function listTools(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/tools',
    permission: 'tools:read',
    tag: 'tools',
    summary: 'Tools, newest first',
    query: pageQuerySchema,
    replies: { 200: toolListSchema },
    handle: ({ orgId, query }) => list(deps, orgId, query),
  });
}
