import { changeTool as change } from '@allo/business';
import { toolPatchSchema, toolSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { ifMatch, tellVersion, uuidOf } from '../../editing/index.ts';

/** `PATCH /v1/tools/:id`: what is left out stays. */
export function changeTool(api: Api, deps: Pick<ApiDeps, 'db' | 'clock' | 'ids' | 'outgoing'>): void {
  tenantRoute(api, {
    method: 'PATCH',
    url: '/v1/tools/:id',
    permission: 'tools:write',
    tag: 'tools',
    summary: 'Change a tool',
    needsIfMatch: true,
    params: z.object({ id: z.string() }),
    body: toolPatchSchema,
    replies: { 200: toolSchema },
    handle: async (ask) => {
      const { orgId, params, body, request, reply } = ask;
      const id = uuidOf(params.id, 'tool');
      const changed = await change(deps, orgId, actorOf(ask), id, ifMatch(request), body);
      tellVersion(reply, changed.version);
      return changed;
    },
  });
}
