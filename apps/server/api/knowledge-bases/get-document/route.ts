import { getDocument as get } from '@allo/business';
import { documentSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { uuidOf } from '../../editing/index.ts';

/** `GET /v1/knowledge-bases/:id/documents/:documentId`: how far its reading is. */
export function getDocument(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/knowledge-bases/:id/documents/:documentId',
    permission: 'knowledge:read',
    tag: 'knowledge',
    summary: 'One document and how far its reading is',
    params: z.object({ id: z.string(), documentId: z.string() }),
    replies: { 200: documentSchema },
    handle: ({ orgId, params }) =>
      get(deps, orgId, uuidOf(params.id, 'knowledge base'), uuidOf(params.documentId, 'document')),
  });
}
