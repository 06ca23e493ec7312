import { erasureSchema, forgetPhoneSchema } from '@allo/contracts/http';
import { actorOf } from '../../access/actor-of.ts';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `POST /v1/privacy/forget`: everything known of the person with this number, with a certificate. */
export function forgetPhone(api: Api, { privacy }: Pick<ApiDeps, 'privacy'>): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/privacy/forget',
    permission: 'privacy:write',
    tag: 'privacy',
    summary: 'Forget a person by telephone number; answers the certificate',
    body: forgetPhoneSchema,
    replies: { 200: erasureSchema },
    handle: (ask) => privacy.forgetPhone(ask.orgId, actorOf(ask), ask.body.phone),
  });
}
