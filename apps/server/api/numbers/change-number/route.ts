import { changeNumber as change } from '@allo/business';
import { phoneNumberPatchSchema, phoneNumberSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { ifMatch, tellVersion } from '../../editing/index.ts';

/** `PATCH /v1/numbers/:number` */
export function changeNumber(api: Api, deps: Pick<ApiDeps, 'db' | 'agentsChanged'>): void {
  tenantRoute(api, {
    method: 'PATCH',
    url: '/v1/numbers/:number',
    permission: 'numbers:write',
    tag: 'numbers',
    summary: 'Give a number to another agent',
    needsIfMatch: true,
    params: z.object({ number: z.string() }),
    body: phoneNumberPatchSchema,
    replies: { 200: phoneNumberSchema },
    handle: async (ask) => {
      const { orgId, params, body, request, reply } = ask;
      const changed = await change(deps, orgId, actorOf(ask), params.number, ifMatch(request), body);
      await deps.agentsChanged(orgId);
      tellVersion(reply, changed.version);
      return changed;
    },
  });
}
