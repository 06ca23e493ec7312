import { createAgent as create } from '@allo/business';
import { agentSchema, newVersionQuerySchema } from '@allo/contracts/http';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { tellVersion } from '../../editing/index.ts';
import { requirePublisher } from '../require-publisher.ts';
import { skillbaseBodySchema, skillbaseOf, yamlTypes } from '../skillbase-body.ts';

/** `POST /v1/agents`: a new agent from its skillbase, as a draft or answering at once. */
export function createAgent(
  api: Api,
  deps: Pick<ApiDeps, 'db' | 'clock' | 'ids' | 'sipUri' | 'agentsChanged'>,
): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/agents',
    permission: 'agents:write',
    tag: 'agents',
    summary: 'Create an agent from its skillbase',
    consumes: ['application/json', ...yamlTypes],
    query: newVersionQuerySchema,
    body: skillbaseBodySchema,
    replies: { 201: agentSchema },
    handle: async (ask) => {
      const { orgId, principal, query, body, reply } = ask;
      requirePublisher(principal, query.publish);
      const skillbase = skillbaseOf(body);
      const { agent } = await create(deps, orgId, actorOf(ask), skillbase, query);
      if (query.publish) await deps.agentsChanged(orgId, skillbase);
      tellVersion(reply, agent.revision);
      reply.code(201).header('location', `/v1/agents/${agent.id}`);
      return { ...agent, sipUri: deps.sipUri(agent.id) };
    },
  });
}
