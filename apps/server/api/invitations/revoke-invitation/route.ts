import { askerOf, idParamsSchema, noContent, tenantRoute, uuidOf } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

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
