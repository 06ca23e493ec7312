import { callListQuerySchema, erasureListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

const querySchema = callListQuerySchema.pick({ cursor: true, limit: true });

/** `GET /v1/privacy/erasures`: the certificates of what was deleted, newest first. */
export function listErasures(api: Api, { privacy }: Pick<ApiDeps, 'privacy'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/privacy/erasures',
    permission: 'privacy:write',
    tag: 'privacy',
    summary: 'What was deleted, by whom and when, newest first',
    query: querySchema,
    replies: { 200: erasureListSchema },
    handle: ({ orgId, query }) => privacy.erasures(orgId, query),
  });
}
