import { usageOf } from '@allo/business';
import { usageQuerySchema, usageSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/usage?from&to&by=`: calls, minutes, outcomes and speed, by day or agent. */
export function getUsage(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/usage',
    permission: 'usage:read',
    tag: 'usage',
    summary: 'Calls, minutes and outcomes by day or agent',
    query: usageQuerySchema,
    replies: { 200: usageSchema },
    handle: ({ orgId, query }) => usageOf(deps, orgId, query),
  });
}
