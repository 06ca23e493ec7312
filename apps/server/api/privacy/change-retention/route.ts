import { retentionChangeSchema, retentionSchema } from '@allo/contracts/http';
import { actorOf } from '../../access/actor-of.ts';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `PATCH /v1/privacy/retention`: takes effect with the next run of the nightly job. */
export function changeRetention(api: Api, { privacy }: Pick<ApiDeps, 'privacy'>): void {
  tenantRoute(api, {
    method: 'PATCH',
    url: '/v1/privacy/retention',
    permission: 'privacy:write',
    tag: 'privacy',
    summary: 'Change how long kinds of data are kept; what is older goes the next night',
    body: retentionChangeSchema,
    replies: { 200: retentionSchema },
    handle: (ask) => privacy.changeRetention(ask.orgId, actorOf(ask), ask.body),
  });
}
