import { listDocuments as list } from '@allo/business';
import { documentListSchema, pageQuerySchema } from '@allo/contracts/http';
import { z } from 'zod';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { uuidOf } from '../../editing/index.ts';

/** `GET /v1/knowledge-bases/:id/documents`: newest first. */
export function listDocuments(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/knowledge-bases/:id/documents',
    permission: 'knowledge:read',
    tag: 'knowledge',
    summary: 'Documents of a knowledge base, newest first',
    params: z.object({ id: z.string() }),
    query: pageQuerySchema,
    replies: { 200: documentListSchema },
    handle: ({ orgId, params, query }) => list(deps, orgId, uuidOf(params.id, 'knowledge base'), query),
  });
}
