import {
  type Claim,
  claimedSchema,
  foundInvitationSchema,
  letterSentSchema,
  oauthStartedSchema,
  signedInSchema,
  signInMethodsSchema,
} from '@allo/contracts/http';
import { queryOptions } from '@tanstack/react-query';
import { readJson } from '../../api/read-json.ts';
import { sendJson } from '../../api/send-json.ts';

export const methodsQuery = queryOptions({
  queryKey: ['sign-in-methods'],
  queryFn: ({ signal }) => readJson('/v1/auth/methods', signInMethodsSchema, signal),
});

/** What the link of an invitation leads to. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: () => sendJson('POST', '/v1/invitations/find', { token }, foundInvitationSchema),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const signIn = (credentials: { email: string; password: string }) =>
  sendJson('POST', '/v1/auth/sign-in', credentials, signedInSchema);
export const claim = (wanted: Claim) => sendJson('POST', '/v1/claim', wanted, claimedSchema);
export const join = (wanted: { token: string; name: string; password: string; language: 'ru' | 'en' }) =>
  sendJson('POST', '/v1/auth/join', wanted, claimedSchema);
export const acceptInvitation = (token: string) =>
  sendJson('POST', '/v1/invitations/accept', { token }, null);
export const requestPasswordReset = (email: string) =>
  sendJson('POST', '/v1/auth/request-password-reset', { email }, letterSentSchema);
export const resetPassword = (wanted: { token: string; password: string }) =>
  sendJson('POST', '/v1/auth/reset-password', wanted, null);
export const startOAuth = (provider: string, returnTo: string) =>
  sendJson('POST', `/v1/auth/oauth/${provider}`, { returnTo }, oauthStartedSchema);
