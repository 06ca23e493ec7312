import { removeTrunk as remove } from '@allo/business';
import { z } from 'zod';
import { actorOf, noContent, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { ifMatch, uuidOf } from '../../editing/index.ts';

/** `DELETE /v1/trunks/:id` */
export function removeTrunk(
  api: Api,
  deps: Pick<ApiDeps, 'db' | 'clock' | 'ids' | 'log' | 'masterKeys' | 'trunksChanged'>,
): void {
  tenantRoute(api, {
    method: 'DELETE',
    url: '/v1/trunks/:id',
    permission: 'trunks:write',
    tag: 'trunks',
    summary: 'Remove a trunk',
    needsIfMatch: true,
    params: z.object({ id: z.string() }),
    replies: { 204: noContent },
    handle: async (ask) => {
      const { orgId, params, request, reply } = ask;
      await remove(deps, orgId, actorOf(ask), uuidOf(params.id, 'trunk'), ifMatch(request));
      await deps.trunksChanged();
      return reply.code(204).send();
    },
  });
}
