import { addVersion as add, getVersion } from '@allo/business';
import { newVersionQuerySchema, versionSchema } from '@allo/contracts/http';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { agentIdOf, agentParamsSchema } from '../agent-address.ts';
import { requirePublisher } from '../require-publisher.ts';
import { skillbaseBodySchema, skillbaseOf, yamlTypes } from '../skillbase-body.ts';

/** `POST /v1/agents/:id/versions`: a new draft, or with `publish=true` the version that answers from now on. */
export function addVersion(api: Api, deps: Pick<ApiDeps, 'db' | 'clock' | 'ids' | 'agentsChanged'>): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/agents/:id/versions',
    permission: 'agents:write',
    tag: 'agents',
    summary: 'Add a version to an agent',
    consumes: ['application/json', ...yamlTypes],
    params: agentParamsSchema,
    query: newVersionQuerySchema,
    body: skillbaseBodySchema,
    replies: { 201: versionSchema },
    handle: async (ask) => {
      const { orgId, principal, params, query, body, reply } = ask;
      const id = agentIdOf(params.id);
      requirePublisher(principal, query.publish);
      const skillbase = skillbaseOf(body);
      const { version } = await add(deps, orgId, actorOf(ask), id, skillbase, query);
      if (query.publish) await deps.agentsChanged(orgId, skillbase);
      reply.code(201).header('location', `/v1/agents/${id}/versions/${version}`);
      return getVersion(deps, orgId, id, version);
    },
  });
}
