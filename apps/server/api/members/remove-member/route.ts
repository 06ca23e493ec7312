import { askerOf, noContent, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { memberParamsSchema } from '../member-params.ts';

/** `DELETE /v1/members/:userId`: their keys stop working too. */
export function removeMember(api: Api, { tenancy }: Pick<ApiDeps, 'tenancy'>): void {
  tenantRoute(api, {
    method: 'DELETE',
    url: '/v1/members/:userId',
    permission: 'members:write',
    tag: 'members',
    summary: 'Remove a member; API keys made by them stop working',
    params: memberParamsSchema,
    replies: { 204: noContent },
    handle: async (ask) => {
      await tenancy.removeMember(ask.orgId, askerOf(ask), ask.params.userId);
      return ask.reply.code(204).send(null);
    },
  });
}
