import type { Role } from '@allo/contracts/access';
import {
  invitationListSchema,
  memberListSchema,
  memberSchema,
  sentInvitationSchema,
} from '@allo/contracts/http';
import { queryOptions } from '@tanstack/react-query';
import { readJson } from '../../api/read-json.ts';
import { sendJson } from '../../api/send-json.ts';

export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: ({ signal }) => readJson('/v1/members', memberListSchema, signal),
});

export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: ({ signal }) => readJson('/v1/invitations', invitationListSchema, signal),
});

export const changeRole = ({ userId, role }: { userId: string; role: Role }) =>
  sendJson('PATCH', `/v1/members/${encodeURIComponent(userId)}`, { role }, memberSchema);
export const removeMember = (userId: string) =>
  sendJson('DELETE', `/v1/members/${encodeURIComponent(userId)}`, null, null);
export const invite = (wanted: { email: string; role: Role }) =>
  sendJson('POST', '/v1/invitations', wanted, sentInvitationSchema);
export const resendInvitation = (id: string) =>
  sendJson('POST', `/v1/invitations/${id}/resend`, null, sentInvitationSchema);
export const revokeInvitation = (id: string) => sendJson('DELETE', `/v1/invitations/${id}`, null, null);
