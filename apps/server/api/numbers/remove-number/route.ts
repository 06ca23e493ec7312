import { removeNumber as remove } from '@allo/business';
import { z } from 'zod';
import { actorOf, noContent, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { ifMatch } from '../../editing/index.ts';

/** `DELETE /v1/numbers/:number` */
export function removeNumber(api: Api, deps: Pick<ApiDeps, 'db' | 'agentsChanged'>): void {
  tenantRoute(api, {
    method: 'DELETE',
    url: '/v1/numbers/:number',
    permission: 'numbers:write',
    tag: 'numbers',
    summary: 'Give a number up',
    needsIfMatch: true,
    params: z.object({ number: z.string() }),
    replies: { 204: noContent },
    handle: async (ask) => {
      const { orgId, params, request, reply } = ask;
      await remove(deps, orgId, actorOf(ask), params.number, ifMatch(request));
      await deps.agentsChanged(orgId);
      return reply.code(204).send();
    },
  });
}
