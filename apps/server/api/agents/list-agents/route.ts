import { agentListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/agents`: who answers, and at what address. */
export function listAgents(api: Api, deps: Pick<ApiDeps, 'agents' | 'sipUri'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/agents',
    permission: 'agents:read',
    tag: 'agents',
    summary: 'Agents and the addresses they answer at',
    replies: { 200: agentListSchema },
    handle: async ({ orgId }) => {
      const agents = await deps.agents.list(orgId);
      return {
        items: agents.map(({ skillbase: _, ...agent }) => ({ ...agent, sipUri: deps.sipUri(agent.id) })),
      };
    },
  });
}
