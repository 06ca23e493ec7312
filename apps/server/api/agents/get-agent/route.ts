import { getAgent as get } from '@allo/business';
import { agentSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { tellVersion } from '../../editing/index.ts';
import { agentIdOf, agentParamsSchema } from '../agent-address.ts';

/** `GET /v1/agents/:id` */
export function getAgent(api: Api, deps: Pick<ApiDeps, 'db' | 'sipUri'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/agents/:id',
    permission: 'agents:read',
    tag: 'agents',
    summary: 'One agent',
    params: agentParamsSchema,
    replies: { 200: agentSchema },
    handle: async ({ orgId, params, reply }) => {
      const agent = await get(deps, orgId, agentIdOf(params.id));
      tellVersion(reply, agent.revision);
      return { ...agent, sipUri: deps.sipUri(agent.id) };
    },
  });
}
