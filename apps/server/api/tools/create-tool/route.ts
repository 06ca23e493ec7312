import { createTool as create } from '@allo/business';
import { newToolSchema, toolSchema } from '@allo/contracts/http';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { tellVersion } from '../../editing/index.ts';

/** `POST /v1/tools` */
export function createTool(api: Api, deps: Pick<ApiDeps, 'db' | 'clock' | 'ids' | 'outgoing'>): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/tools',
    permission: 'tools:write',
    tag: 'tools',
    summary: 'Add a tool',
    body: newToolSchema,
    replies: { 201: toolSchema },
    handle: async (ask) => {
      const { orgId, body, reply } = ask;
      const made = await create(deps, orgId, actorOf(ask), body);
      tellVersion(reply, made.version);
      reply.code(201).header('location', `/v1/tools/${made.id}`);
      return made;
    },
  });
}
