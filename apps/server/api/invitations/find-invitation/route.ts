import { foundInvitationSchema, invitationTokenSchema } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { publicRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `POST /v1/invitations/find`: what the page behind the link shows. The token is in the body, out of every log. */
export function findInvitation(api: Api, { tenancy }: Pick<ApiDeps, 'tenancy'>): void {
  publicRoute(api, {
    why: 'whoever holds the link may have no account yet; the token is 256 bits of chance',
    method: 'POST',
    url: '/v1/invitations/find',
    tag: 'members',
    summary: 'What the invitation of a link is to',
    body: invitationTokenSchema,
    replies: { 200: foundInvitationSchema },
    handle: async ({ body }) => {
      const found = await tenancy.findInvitation(body.token);
      if (!found) {
        throw new AppError(
          'not_found',
          'This invitation was used or revoked, or has expired: ask for a new one.',
        );
      }
      return found;
    },
  });
}
