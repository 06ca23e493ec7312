import { changeTrunk as change } from '@allo/business';
import { trunkPatchSchema, trunkSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { ifMatch, tellVersion, uuidOf } from '../../editing/index.ts';

/** `PATCH /v1/trunks/:id`: what is left out stays. */
export function changeTrunk(
  api: Api,
  deps: Pick<ApiDeps, 'db' | 'clock' | 'ids' | 'log' | 'masterKeys' | 'trunksChanged'>,
): void {
  tenantRoute(api, {
    method: 'PATCH',
    url: '/v1/trunks/:id',
    permission: 'trunks:write',
    tag: 'trunks',
    summary: 'Change a trunk',
    needsIfMatch: true,
    params: z.object({ id: z.string() }),
    body: trunkPatchSchema,
    replies: { 200: trunkSchema },
    handle: async (ask) => {
      const { orgId, params, body, request, reply } = ask;
      const id = uuidOf(params.id, 'trunk');
      const changed = await change(deps, orgId, actorOf(ask), id, ifMatch(request), body);
      await deps.trunksChanged();
      tellVersion(reply, changed.version);
      return changed;
    },
  });
}
