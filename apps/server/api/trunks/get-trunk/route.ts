import { getTrunk as get } from '@allo/business';
import { trunkSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { tellVersion, uuidOf } from '../../editing/index.ts';

/** `GET /v1/trunks/:id` */
export function getTrunk(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/trunks/:id',
    permission: 'trunks:read',
    tag: 'trunks',
    summary: 'One trunk',
    params: z.object({ id: z.string() }),
    replies: { 200: trunkSchema },
    handle: async ({ orgId, params, reply }) => {
      const found = await get(deps, orgId, uuidOf(params.id, 'trunk'));
      tellVersion(reply, found.version);
      return found;
    },
  });
}
