import { listAgents as list } from '@allo/business';
import { agentListQuerySchema, agentListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/agents`: who answers, and at what address; by words and by status. */
export function listAgents(api: Api, deps: Pick<ApiDeps, 'db' | 'sipUri'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/agents',
    permission: 'agents:read',
    tag: 'agents',
    summary: 'Agents and the addresses they answer at',
    query: agentListQuerySchema,
    replies: { 200: agentListSchema },
    handle: async ({ orgId, query }) => {
      const { items, nextCursor } = await list(deps, orgId, query);
      return { items: items.map((agent) => ({ ...agent, sipUri: deps.sipUri(agent.id) })), nextCursor };
    },
  });
}
