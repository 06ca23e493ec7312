import { listAudit } from '@allo/business';
import { auditListQuerySchema, auditListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/audit`: newest first, a page at a time. */
export function addListAudit(api: Api, { db }: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/audit',
    permission: 'audit:read',
    tag: 'audit',
    summary: 'What was changed, by whom, newest first',
    query: auditListQuerySchema,
    replies: { 200: auditListSchema },
    handle: ({ orgId, query }) => listAudit({ db }, orgId, query),
  });
}
