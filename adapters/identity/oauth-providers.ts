import { AppError } from '@allo/kernel';
import { z } from 'zod';
import type { OAuthProviderName } from './identity.ts';

/** An application registered with the provider. */
export interface OAuthApp {
  clientId: string;
  clientSecret: string;
  /** Another place than the provider's own: for tests, and for GitHub Enterprise. */
  baseUrl?: string;
}

/** What a provider says of a person. */
export interface OAuthProfile {
  id: string;
  name: string;
  email: string;
  /** The provider answers for the address being theirs; without that nobody is let into an existing account. */
  emailVerified: boolean;
}

export interface OAuthProvider {
  authorizationUrl: string;
  tokenUrl: string;
  scopes: string[];
  /** Throws AppError `provider_…`. */
  profile(accessToken: string): Promise<OAuthProfile>;
}

const limitMs = 10_000;

export function oauthProvider(name: OAuthProviderName, app: OAuthApp): OAuthProvider {
  return makers[name](app.baseUrl?.replace(/\/$/, ''));
}

/** The exchange of the code for a token (RFC 6749 §4.1.3, RFC 7636 §4.5). */
export async function exchangeCode(
  provider: OAuthProvider,
  app: OAuthApp,
  data: { code: string; redirectURI: string; codeVerifier?: string | undefined },
): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: data.code,
    redirect_uri: data.redirectURI,
    client_id: app.clientId,
    client_secret: app.clientSecret,
    ...(data.codeVerifier && { code_verifier: data.codeVerifier }),
  });
  const reply = await ask(provider.tokenUrl, { method: 'POST', body });
  return read(z.object({ access_token: z.string().min(1) }), reply).access_token;
}

const makers: Record<OAuthProviderName, (baseUrl: string | undefined) => OAuthProvider> = {
  // https://developers.google.com/identity/openid-connect/openid-connect
  google: (baseUrl) => ({
    authorizationUrl: `${baseUrl ?? 'https://accounts.google.com'}/o/oauth2/v2/auth`,
    tokenUrl: `${baseUrl ?? 'https://oauth2.googleapis.com'}/token`,
    scopes: ['openid', 'email', 'profile'],
    profile: async (token) => {
      const url = `${baseUrl ?? 'https://openidconnect.googleapis.com'}/v1/userinfo`;
      const claims = read(googleClaims, await ask(url, bearer(token)));
      return {
        id: claims.sub,
        name: nameOf(claims.name, claims.email),
        email: claims.email,
        emailVerified: claims.email_verified === true,
      };
    },
  }),
  // https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
  github: (baseUrl) => ({
    authorizationUrl: `${baseUrl ?? 'https://github.com'}/login/oauth/authorize`,
    tokenUrl: `${baseUrl ?? 'https://github.com'}/login/oauth/access_token`,
    scopes: ['read:user', 'user:email'],
    profile: async (token) => {
      const api = baseUrl ? `${baseUrl}/api/v3` : 'https://api.github.com';
      const user = read(githubUser, await ask(`${api}/user`, bearer(token)));
      const emails = read(z.array(githubEmail), await ask(`${api}/user/emails`, bearer(token)));
      const email = emails.find((one) => one.primary && one.verified) ?? emails.find((one) => one.verified);
      if (!email) throw garbage('no verified address');
      return {
        id: String(user.id),
        name: nameOf(user.name, user.login),
        email: email.email,
        emailVerified: true,
      };
    },
  }),
  // https://yandex.ru/dev/id/doc/ru/user-information
  yandex: (baseUrl) => ({
    authorizationUrl: `${baseUrl ?? 'https://oauth.yandex.ru'}/authorize`,
    tokenUrl: `${baseUrl ?? 'https://oauth.yandex.ru'}/token`,
    scopes: ['login:info', 'login:email'],
    profile: async (token) => {
      const url = `${baseUrl ?? 'https://login.yandex.ru'}/info?format=json`;
      const info = read(yandexInfo, await ask(url, { headers: { authorization: `OAuth ${token}` } }));
      return {
        id: info.id,
        name: nameOf(info.real_name, info.display_name, info.login),
        email: info.default_email,
        // Yandex answers for the mailboxes it keeps itself; for addresses elsewhere it says nothing.
        emailVerified: /@(yandex\.(ru|com|by|kz|ua)|ya\.ru)$/i.test(info.default_email),
      };
    },
  }),
};

const googleClaims = z.object({
  sub: z.string().min(1),
  email: z.email(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
});
const githubUser = z.object({ id: z.number(), login: z.string(), name: z.string().nullish() });
const githubEmail = z.object({ email: z.email(), primary: z.boolean(), verified: z.boolean() });
const yandexInfo = z.object({
  id: z.string().min(1),
  login: z.string(),
  default_email: z.email(),
  display_name: z.string().nullish(),
  real_name: z.string().nullish(),
});

/** The first that is a name at all, as one line of at most 100 characters. */
function nameOf(...wanted: Array<string | null | undefined>): string {
  const lines = wanted.map((one) => (one ?? '').replaceAll(/[\p{Cc}\p{Cs}]+/gu, ' ').trim());
  return (lines.find((one) => one !== '') ?? '').slice(0, 100);
}

function bearer(token: string) {
  return { headers: { authorization: `Bearer ${token}` } };
}

async function ask(
  url: string,
  options: { method?: string; body?: URLSearchParams; headers?: Record<string, string> },
): Promise<unknown> {
  const headers = { accept: 'application/json', 'user-agent': 'Allo', ...options.headers };
  let reply: Response;
  try {
    reply = await fetch(url, {
      ...options,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(limitMs),
    });
  } catch (error) {
    throw new AppError('provider_unreachable', 'The other site does not answer.', { cause: error });
  }
  if (!reply.ok) {
    throw new AppError('provider_rejected', 'The other site refuses.', { detail: `HTTP ${reply.status}` });
  }
  return reply.json().catch(() => null);
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (!result.success) throw garbage(result.error.issues[0]?.path.join('.') ?? '');
  return result.data;
}

function garbage(detail: string): AppError {
  return new AppError('provider_garbage', 'The other site answers something else than it should.', {
    detail,
  });
}
