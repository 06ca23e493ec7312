import { removeDocument as remove } from '@allo/business';
import { z } from 'zod';
import { actorOf, noContent, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { uuidOf } from '../../editing/index.ts';

/** `DELETE /v1/knowledge-bases/:id/documents/:documentId`: with all that was read of it. */
export function removeDocument(api: Api, deps: Pick<ApiDeps, 'db' | 'objects'>): void {
  tenantRoute(api, {
    method: 'DELETE',
    url: '/v1/knowledge-bases/:id/documents/:documentId',
    permission: 'knowledge:write',
    tag: 'knowledge',
    summary: 'Remove a document',
    params: z.object({ id: z.string(), documentId: z.string() }),
    replies: { 204: noContent },
    handle: async (ask) => {
      const { orgId, params, reply } = ask;
      const baseId = uuidOf(params.id, 'knowledge base');
      await remove(deps, orgId, actorOf(ask), baseId, uuidOf(params.documentId, 'document'));
      return reply.code(204).send();
    },
  });
}
