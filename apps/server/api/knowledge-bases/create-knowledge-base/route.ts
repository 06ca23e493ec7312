import { createKnowledgeBase as create } from '@allo/business';
import { newKnowledgeBaseSchema, knowledgeBaseSchema } from '@allo/contracts/http';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { tellVersion } from '../../editing/index.ts';

/** `POST /v1/knowledge-bases` */
export function createKnowledgeBase(api: Api, deps: Pick<ApiDeps, 'db' | 'clock' | 'ids'>): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/knowledge-bases',
    permission: 'knowledge:write',
    tag: 'knowledge',
    summary: 'Add a knowledge base',
    body: newKnowledgeBaseSchema,
    replies: { 201: knowledgeBaseSchema },
    handle: async (ask) => {
      const { orgId, body, reply } = ask;
      const made = await create(deps, orgId, actorOf(ask), body);
      tellVersion(reply, made.version);
      reply.code(201).header('location', `/v1/knowledge-bases/${made.id}`);
      return made;
    },
  });
}
