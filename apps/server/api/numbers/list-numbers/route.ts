import { listNumbers as list } from '@allo/business';
import { pageQuerySchema, phoneNumberListSchema, textSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/numbers` */
export function listNumbers(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/numbers',
    permission: 'numbers:read',
    tag: 'numbers',
    summary: 'Numbers and the agents that answer them',
    query: pageQuerySchema.extend({ agentId: textSchema.max(128).optional() }),
    replies: { 200: phoneNumberListSchema },
    handle: ({ orgId, query }) => list(deps, orgId, query),
  });
}
