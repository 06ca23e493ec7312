import { tryTool as tryIt } from '@allo/business';
import { toolTrialResultSchema, toolTrialSchema } from '@allo/contracts/http';
import { z } from 'zod';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { uuidOf } from '../../editing/index.ts';

/** `POST /v1/tools/:id/test`: really calls it, with the secrets put in. */
export function testTool(
  api: Api,
  deps: Pick<ApiDeps, 'db' | 'clock' | 'log' | 'masterKeys' | 'outgoing'>,
): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/tools/:id/test',
    permission: 'tools:write',
    tag: 'tools',
    summary: 'Really call a tool',
    params: z.object({ id: z.string() }),
    body: toolTrialSchema,
    replies: { 200: toolTrialResultSchema },
    handle: ({ orgId, params, body }) => tryIt(deps, orgId, uuidOf(params.id, 'tool'), body.parameters),
  });
}
