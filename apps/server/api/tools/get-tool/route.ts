import { getTool as get } from '@allo/business';
import { toolSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { tellVersion, uuidOf } from '../../editing/index.ts';

/** `GET /v1/tools/:id` */
export function getTool(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/tools/:id',
    permission: 'tools:read',
    tag: 'tools',
    summary: 'One tool',
    params: z.object({ id: z.string() }),
    replies: { 200: toolSchema },
    handle: async ({ orgId, params, reply }) => {
      const found = await get(deps, orgId, uuidOf(params.id, 'tool'));
      tellVersion(reply, found.version);
      return found;
    },
  });
}
