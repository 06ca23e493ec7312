import { changeAgent as change } from '@allo/business';
import { agentPatchSchema, agentSchema } from '@allo/contracts/http';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { ifMatch, tellVersion } from '../../editing/index.ts';
import { agentIdOf, agentParamsSchema } from '../agent-address.ts';

/** `PATCH /v1/agents/:id`: how people know it. What it says is in its skillbase. */
export function changeAgent(
  api: Api,
  deps: Pick<ApiDeps, 'db' | 'clock' | 'sipUri' | 'agentsChanged'>,
): void {
  tenantRoute(api, {
    method: 'PATCH',
    url: '/v1/agents/:id',
    permission: 'agents:write',
    tag: 'agents',
    summary: 'Rename an agent',
    needsIfMatch: true,
    params: agentParamsSchema,
    body: agentPatchSchema,
    replies: { 200: agentSchema },
    handle: async (ask) => {
      const { orgId, params, body, request, reply } = ask;
      const id = agentIdOf(params.id);
      const agent = await change(deps, orgId, actorOf(ask), id, ifMatch(request), body);
      await deps.agentsChanged(orgId);
      tellVersion(reply, agent.revision);
      return { ...agent, sipUri: deps.sipUri(agent.id) };
    },
  });
}
