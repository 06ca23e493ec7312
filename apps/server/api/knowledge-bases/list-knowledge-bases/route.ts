import { listKnowledgeBases as list } from '@allo/business';
import { pageQuerySchema, knowledgeBaseListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/knowledge-bases`: newest first. */
export function listKnowledgeBases(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/knowledge-bases',
    permission: 'knowledge:read',
    tag: 'knowledge',
    summary: 'KnowledgeBases, newest first',
    query: pageQuerySchema,
    replies: { 200: knowledgeBaseListSchema },
    handle: ({ orgId, query }) => list(deps, orgId, query),
  });
}
