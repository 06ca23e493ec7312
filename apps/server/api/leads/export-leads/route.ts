import { Readable } from 'node:stream';
import { exportLeads as exported } from '@allo/business';
import { leadListQuerySchema } from '@allo/contracts/http';
import { z } from 'zod';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** Described as text, because JSON Schema has no bytes; streams are sent as they are. */
const fileSchema = z.string().describe('CSV with a byte order mark') as unknown as z.ZodType<Readable>;

/** `GET /v1/leads/export`: all that match as CSV, page by page. */
export function exportLeads(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/leads/export',
    permission: 'leads:read',
    tag: 'leads',
    summary: 'Leads as a CSV file',
    produces: ['text/csv'],
    query: leadListQuerySchema.omit({ cursor: true, limit: true }),
    replies: { 200: fileSchema },
    handle: ({ orgId, query, reply }) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="leads.csv"')
        .send(Readable.from(exported(deps, orgId, query))),
  });
}
