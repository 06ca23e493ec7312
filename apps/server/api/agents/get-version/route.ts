import { getVersion as get } from '@allo/business';
import { versionSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { agentIdOf, versionOf, versionParamsSchema } from '../agent-address.ts';
import { sendYaml, wantsYaml } from '../skillbase-reply.ts';

/** `GET /v1/agents/:id/versions/:version`: as JSON, or the skillbase alone as YAML by `Accept: application/yaml`. */
export function getVersion(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/agents/:id/versions/:version',
    permission: 'agents:read',
    tag: 'agents',
    summary: 'One version of an agent with its skillbase',
    produces: ['application/json', 'application/yaml'],
    params: versionParamsSchema,
    replies: { 200: z.union([versionSchema, z.string()]) },
    handle: async ({ orgId, params, request, reply }) => {
      const found = await get(deps, orgId, agentIdOf(params.id), versionOf(params.version));
      return wantsYaml(request) ? sendYaml(reply, found.skillbase) : found;
    },
  });
}
