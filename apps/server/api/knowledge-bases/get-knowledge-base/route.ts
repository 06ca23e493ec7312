import { getKnowledgeBase as get } from '@allo/business';
import { knowledgeBaseSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { tellVersion, uuidOf } from '../../editing/index.ts';

/** `GET /v1/knowledge-bases/:id` */
export function getKnowledgeBase(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/knowledge-bases/:id',
    permission: 'knowledge:read',
    tag: 'knowledge',
    summary: 'One knowledge base',
    params: z.object({ id: z.string() }),
    replies: { 200: knowledgeBaseSchema },
    handle: async ({ orgId, params, reply }) => {
      const found = await get(deps, orgId, uuidOf(params.id, 'knowledge base'));
      tellVersion(reply, found.version);
      return found;
    },
  });
}
