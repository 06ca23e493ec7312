import { getVersion } from '@allo/business';
import { z } from 'zod';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { agentIdOf, agentParamsSchema } from '../agent-address.ts';
import { sendYaml, wantsYaml } from '../skillbase-reply.ts';

/** `GET /v1/agents/:id/skillbase`: what answers calls now, as JSON or YAML. */
export function getSkillbase(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/agents/:id/skillbase',
    permission: 'agents:read',
    tag: 'agents',
    summary: 'The skillbase that answers calls now',
    produces: ['application/json', 'application/yaml'],
    params: agentParamsSchema,
    replies: { 200: z.union([z.record(z.string(), z.unknown()), z.string()]) },
    handle: async ({ orgId, params, request, reply }) => {
      const { skillbase, version } = await getVersion(deps, orgId, agentIdOf(params.id), 'published');
      reply.header('allo-version', version);
      return wantsYaml(request) ? sendYaml(reply, skillbase) : { ...skillbase };
    },
  });
}
