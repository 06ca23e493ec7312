import { newInvitationSchema, sentInvitationSchema } from '@allo/contracts/http';
import { askerOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `POST /v1/invitations`: the link goes to the address alone. */
export function inviteMember(api: Api, { tenancy }: Pick<ApiDeps, 'tenancy'>): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/invitations',
    permission: 'members:write',
    tag: 'members',
    summary: 'Invite somebody by a letter with a link; it works once, for seven days',
    body: newInvitationSchema,
    replies: { 201: sentInvitationSchema },
    handle: async (ask) => {
      const sent = await tenancy.invite(ask.orgId, askerOf(ask), ask.body);
      return ask.reply.code(201).send(sent);
    },
  });
}
