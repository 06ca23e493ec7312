import { callListQuerySchema, leadListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

const querySchema = callListQuerySchema.pick({ cursor: true, limit: true });

/** `GET /v1/leads`: newest first, a page at a time. */
export function listLeads(api: Api, { leads }: Pick<ApiDeps, 'leads'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/leads',
    permission: 'leads:read',
    tag: 'leads',
    summary: 'Leads, newest first',
    query: querySchema,
    replies: { 200: leadListSchema },
    handle: ({ orgId, query }) => leads.list(orgId, query),
  });
}
