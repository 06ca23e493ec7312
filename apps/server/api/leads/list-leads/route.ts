import { leadListQuerySchema, leadListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/leads`: newest first, a page at a time, by status, kind, agent and words. */
export function listLeads(api: Api, { leads }: Pick<ApiDeps, 'leads'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/leads',
    permission: 'leads:read',
    tag: 'leads',
    summary: 'Leads, newest first',
    query: leadListQuerySchema,
    replies: { 200: leadListSchema },
    handle: ({ orgId, query }) => leads.list(orgId, query),
  });
}
