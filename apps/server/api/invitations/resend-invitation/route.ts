import { sentInvitationSchema } from '@allo/contracts/http';
import { askerOf, idParamsSchema, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { uuidOf } from '../../editing/index.ts';

/** `POST /v1/invitations/:id/resend`: with a new link; the one before works no more. */
export function resendInvitation(api: Api, { tenancy }: Pick<ApiDeps, 'tenancy'>): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/invitations/:id/resend',
    permission: 'members:write',
    tag: 'members',
    summary: 'Send an invitation again with a new link and seven new days',
    params: idParamsSchema,
    replies: { 200: sentInvitationSchema },
    handle: (ask) => tenancy.resendInvitation(ask.orgId, askerOf(ask), uuidOf(ask.params.id, 'invitation')),
  });
}
