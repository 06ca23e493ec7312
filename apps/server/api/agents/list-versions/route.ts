import { listVersions as list } from '@allo/business';
import { pageQuerySchema, versionListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { agentIdOf, agentParamsSchema } from '../agent-address.ts';

/** `GET /v1/agents/:id/versions`: newest first. */
export function listVersions(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/agents/:id/versions',
    permission: 'agents:read',
    tag: 'agents',
    summary: 'Versions of an agent, newest first',
    params: agentParamsSchema,
    query: pageQuerySchema,
    replies: { 200: versionListSchema },
    handle: ({ orgId, params, query }) => list(deps, orgId, agentIdOf(params.id), query),
  });
}
