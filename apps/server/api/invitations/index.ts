import type { Api } from '../api.ts';
import type { ApiDeps } from '../api-deps.ts';
import { acceptInvitation } from './accept-invitation/route.ts';
import { findInvitation } from './find-invitation/route.ts';
import { inviteMember } from './invite-member/route.ts';
import { listInvitations } from './list-invitations/route.ts';
import { resendInvitation } from './resend-invitation/route.ts';
import { revokeInvitation } from './revoke-invitation/route.ts';

/** Who is asked to join. */
export function addInvitationRoutes(api: Api, deps: Pick<ApiDeps, 'tenancy'>): void {
  listInvitations(api, deps);
  inviteMember(api, deps);
  resendInvitation(api, deps);
  revokeInvitation(api, deps);
  findInvitation(api, deps);
  acceptInvitation(api, deps);
}
