export { passwordLength, sessionDays } from './better-auth.ts';
export { createIdentity, type IdentityOptions } from './create-identity.ts';
export type {
  Client,
  Device,
  Identity,
  Language,
  OAuthProviderName,
  Session,
  SetCookies,
  User,
} from './identity.ts';
export type { OAuthApp } from './oauth-providers.ts';
export { RateRefusal } from './rate-refusal.ts';
export { AttemptLimit, type AttemptLimitOptions } from './attempt-limit.ts';
