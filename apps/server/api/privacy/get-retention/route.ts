import { retentionSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/privacy/retention`: how many days each kind of data is kept. */
export function getRetention(api: Api, { privacy }: Pick<ApiDeps, 'privacy'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/privacy/retention',
    permission: 'privacy:write',
    tag: 'privacy',
    summary: 'How long each kind of data is kept',
    replies: { 200: retentionSchema },
    handle: ({ orgId }) => privacy.retention(orgId),
  });
}
