import { removeKnowledgeBase as remove } from '@allo/business';
import { z } from 'zod';
import { actorOf, noContent, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { ifMatch, uuidOf } from '../../editing/index.ts';

/** `DELETE /v1/knowledge-bases/:id` */
export function removeKnowledgeBase(api: Api, deps: Pick<ApiDeps, 'db' | 'objects'>): void {
  tenantRoute(api, {
    method: 'DELETE',
    url: '/v1/knowledge-bases/:id',
    permission: 'knowledge:write',
    tag: 'knowledge',
    summary: 'Remove a knowledge base',
    needsIfMatch: true,
    params: z.object({ id: z.string() }),
    replies: { 204: noContent },
    handle: async (ask) => {
      const { orgId, params, request, reply } = ask;
      await remove(deps, orgId, actorOf(ask), uuidOf(params.id, 'knowledge base'), ifMatch(request));
      return reply.code(204).send();
    },
  });
}
