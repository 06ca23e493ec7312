import { changeKnowledgeBase as change } from '@allo/business';
import { knowledgeBasePatchSchema, knowledgeBaseSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { ifMatch, tellVersion, uuidOf } from '../../editing/index.ts';

/** `PATCH /v1/knowledge-bases/:id`: what is left out stays. */
export function changeKnowledgeBase(api: Api, deps: Pick<ApiDeps, 'db' | 'clock' | 'ids'>): void {
  tenantRoute(api, {
    method: 'PATCH',
    url: '/v1/knowledge-bases/:id',
    permission: 'knowledge:write',
    tag: 'knowledge',
    summary: 'Change a knowledge base',
    needsIfMatch: true,
    params: z.object({ id: z.string() }),
    body: knowledgeBasePatchSchema,
    replies: { 200: knowledgeBaseSchema },
    handle: async (ask) => {
      const { orgId, params, body, request, reply } = ask;
      const id = uuidOf(params.id, 'knowledge base');
      const changed = await change(deps, orgId, actorOf(ask), id, ifMatch(request), body);
      tellVersion(reply, changed.version);
      return changed;
    },
  });
}
