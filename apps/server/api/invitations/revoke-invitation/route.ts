import { askerOf, idParamsSchema, noContent, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { uuidOf } from '../../editing/index.ts';

/** `DELETE /v1/invitations/:id`. */
export function revokeInvitation(api: Api, { tenancy }: Pick<ApiDeps, 'tenancy'>): void {
  tenantRoute(api, {
    method: 'DELETE',
    url: '/v1/invitations/:id',
    permission: 'members:write',
    tag: 'members',
    summary: 'Revoke an invitation; its link works no more',
    params: idParamsSchema,
    replies: { 204: noContent },
    handle: async (ask) => {
      await tenancy.revokeInvitation(ask.orgId, askerOf(ask), uuidOf(ask.params.id, 'invitation'));
      return ask.reply.code(204).send(null);
    },
  });
}
