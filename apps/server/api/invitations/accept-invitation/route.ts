import { invitationTokenSchema, organisationSchema } from '@allo/contracts/http';
import { accountRoute, actorOfAccount } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `POST /v1/invitations/accept`: with the account the invitation was sent to. */
export function acceptInvitation(api: Api, { tenancy }: Pick<ApiDeps, 'tenancy'>): void {
  accountRoute(api, {
    why: 'whoever accepts does not belong to the organisation yet',
    method: 'POST',
    url: '/v1/invitations/accept',
    tag: 'members',
    summary: 'Accept an invitation with the account of the address it was sent to',
    body: invitationTokenSchema,
    replies: { 200: organisationSchema },
    handle: (ask) =>
      tenancy.acceptInvitation({ ...ask.body, person: ask.account, actor: actorOfAccount(ask) }),
  });
}
