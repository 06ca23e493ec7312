import { agentListSchema } from '@allo/contracts/http';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { problemResponses } from '../../errors/problem-responses.ts';

/** `GET /v1/agents`: who answers, and at what address. */
export function listAgents(api: Api, deps: Pick<ApiDeps, 'agents' | 'orgId' | 'sipUri'>): void {
  api.get(
    '/v1/agents',
    {
      schema: {
        tags: ['agents'],
        summary: 'Agents and the addresses they answer at',
        response: { 200: agentListSchema, ...problemResponses },
      },
    },
    async () => {
      const agents = await deps.agents.list(deps.orgId);
      return {
        items: agents.map(({ skillbase: _, ...agent }) => ({ ...agent, sipUri: deps.sipUri(agent.id) })),
      };
    },
  );
}
