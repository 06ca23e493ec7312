import { systemStatusSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/system`: what is running and what is missing; counts are the organisation's own. */
export function getSystem(api: Api, { system }: Pick<ApiDeps, 'system'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/system',
    permission: 'system:read',
    tag: 'system',
    summary: 'What is running and what is missing',
    replies: { 200: systemStatusSchema },
    handle: ({ orgId }) => system(orgId),
  });
}
