import { getTrunk as get } from '@allo/business';
import { trunkTestSchema } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { z } from 'zod';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { uuidOf } from '../../editing/index.ts';

/** `POST /v1/trunks/:id/test`: really asks it over SIP; the last step tells what failed. */
export function testTrunk(api: Api, deps: Pick<ApiDeps, 'db' | 'probeTrunk'>): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/trunks/:id/test',
    permission: 'trunks:write',
    tag: 'trunks',
    summary: 'Ask a trunk whether it is there',
    params: z.object({ id: z.string() }),
    replies: { 200: trunkTestSchema },
    handle: async ({ orgId, params }) => {
      const { host } = await get(deps, orgId, uuidOf(params.id, 'trunk'));
      if (host === null) throw new AppError('conflict', 'The trunk has no host to ask: set one first.');
      return deps.probeTrunk(host);
    },
  });
}
