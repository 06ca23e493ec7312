import { memberEditSchema, memberSchema } from '@allo/contracts/http';
import { askerOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { memberParamsSchema } from '../member-params.ts';

/** `PATCH /v1/members/:userId`: gives another role. */
export function changeMember(api: Api, { tenancy }: Pick<ApiDeps, 'tenancy'>): void {
  tenantRoute(api, {
    method: 'PATCH',
    url: '/v1/members/:userId',
    permission: 'members:write',
    tag: 'members',
    summary: 'Give a member another role, none above yours',
    params: memberParamsSchema,
    body: memberEditSchema,
    replies: { 200: memberSchema },
    handle: (ask) => tenancy.changeRole(ask.orgId, askerOf(ask), { ...ask.params, ...ask.body }),
  });
}
