import { removeAgent as remove } from '@allo/business';
import { actorOf, noContent, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { ifMatch } from '../../editing/index.ts';
import { agentIdOf, agentParamsSchema } from '../agent-address.ts';

/** `DELETE /v1/agents/:id`: with its versions and numbers; calls under way go on, calls of the past stay. */
export function removeAgent(api: Api, deps: Pick<ApiDeps, 'db' | 'agentsChanged'>): void {
  tenantRoute(api, {
    method: 'DELETE',
    url: '/v1/agents/:id',
    permission: 'agents:write',
    tag: 'agents',
    summary: 'Remove an agent with its versions and numbers',
    needsIfMatch: true,
    params: agentParamsSchema,
    replies: { 204: noContent },
    handle: async (ask) => {
      const { orgId, params, request, reply } = ask;
      await remove(deps, orgId, actorOf(ask), agentIdOf(params.id), ifMatch(request));
      await deps.agentsChanged(orgId);
      return reply.code(204).send();
    },
  });
}
