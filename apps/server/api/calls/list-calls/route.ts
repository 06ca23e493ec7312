import { callListQuerySchema, callListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/calls`: newest first, a page at a time. */
export function listCalls(api: Api, { calls }: Pick<ApiDeps, 'calls'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/calls',
    permission: 'calls:read',
    tag: 'calls',
    summary: 'Calls, newest first',
    query: callListQuerySchema,
    replies: { 200: callListSchema },
    handle: ({ orgId, query }) => calls.list(orgId, query),
  });
}
