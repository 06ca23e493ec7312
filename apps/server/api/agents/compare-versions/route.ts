import { compareVersions as compare } from '@allo/business';
import { versionComparisonSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { agentIdOf, versionOf, versionParamsSchema } from '../agent-address.ts';

/** `GET /v1/agents/:id/versions/:version/diff?against=`: every place where it differs from another version. */
export function compareVersions(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/agents/:id/versions/:version/diff',
    permission: 'agents:read',
    tag: 'agents',
    summary: 'What a version has otherwise than another',
    params: versionParamsSchema,
    query: z.object({ against: z.coerce.number().int().min(1).max(999_999_999) }),
    replies: { 200: versionComparisonSchema },
    handle: async ({ orgId, params, query: { against } }) => {
      const version = versionOf(params.version);
      const changes = await compare(deps, orgId, agentIdOf(params.id), version, against);
      return { version, against, changes };
    },
  });
}
