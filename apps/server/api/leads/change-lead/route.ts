import { changeLead as change } from '@allo/business';
import { leadPatchSchema, leadSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { ifMatch, tellVersion, uuidOf } from '../../editing/index.ts';

/** `PATCH /v1/leads/:id`: what is left out stays. */
export function changeLead(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'PATCH',
    url: '/v1/leads/:id',
    permission: 'leads:write',
    tag: 'leads',
    summary: 'Change a lead',
    needsIfMatch: true,
    params: z.object({ id: z.string() }),
    body: leadPatchSchema,
    replies: { 200: leadSchema },
    handle: async (ask) => {
      const { orgId, params, body, request, reply } = ask;
      const id = uuidOf(params.id, 'lead');
      const changed = await change(deps, orgId, actorOf(ask), id, ifMatch(request), body);
      tellVersion(reply, changed.version);
      return changed;
    },
  });
}
