import { callListQuerySchema, leadListSchema } from '@allo/contracts/http';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { problemResponses } from '../../errors/problem-responses.ts';

const querySchema = callListQuerySchema.pick({ cursor: true, limit: true });

/** `GET /v1/leads`: newest first, a page at a time. */
export function listLeads(api: Api, { leads, orgId }: Pick<ApiDeps, 'leads' | 'orgId'>): void {
  api.get(
    '/v1/leads',
    {
      schema: {
        tags: ['leads'],
        summary: 'Leads, newest first',
        querystring: querySchema,
        response: { 200: leadListSchema, ...problemResponses },
      },
    },
    (request) => leads.list(orgId, request.query),
  );
}
