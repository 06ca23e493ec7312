import { getNumber as get } from '@allo/business';
import { phoneNumberSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { tellVersion } from '../../editing/index.ts';

/** `GET /v1/numbers/:number` */
export function getNumber(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/numbers/:number',
    permission: 'numbers:read',
    tag: 'numbers',
    summary: 'One number',
    params: z.object({ number: z.string() }),
    replies: { 200: phoneNumberSchema },
    handle: async ({ orgId, params, reply }) => {
      const found = await get(deps, orgId, params.number);
      tellVersion(reply, found.version);
      return found;
    },
  });
}
