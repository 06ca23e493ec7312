import { getLead as get } from '@allo/business';
import { leadSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { tellVersion, uuidOf } from '../../editing/index.ts';

/** `GET /v1/leads/:id` */
export function getLead(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/leads/:id',
    permission: 'leads:read',
    tag: 'leads',
    summary: 'One lead',
    params: z.object({ id: z.string() }),
    replies: { 200: leadSchema },
    handle: async ({ orgId, params, reply }) => {
      const found = await get(deps, orgId, uuidOf(params.id, 'lead'));
      tellVersion(reply, found.version);
      return found;
    },
  });
}
