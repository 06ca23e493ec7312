import { searchKnowledge as search } from '@allo/business';
import { knowledgeSearchQuerySchema, knowledgeSearchSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { uuidOf } from '../../editing/index.ts';

/** `GET /v1/knowledge-bases/:id/search?q=`: pieces of documents with these words in any form, best first. */
export function searchKnowledge(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/knowledge-bases/:id/search',
    permission: 'knowledge:read',
    tag: 'knowledge',
    summary: 'Search in a knowledge base',
    params: z.object({ id: z.string() }),
    query: knowledgeSearchQuerySchema,
    replies: { 200: knowledgeSearchSchema },
    handle: async ({ orgId, params, query }) => ({
      items: await search(deps, orgId, uuidOf(params.id, 'knowledge base'), query),
    }),
  });
}
