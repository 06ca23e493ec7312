import type { Clock, Ids, Log } from '@allo/kernel';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { accounts, sessions, users, verifications } from './auth-tables.ts';
import type { OAuthProviderName } from './identity.ts';
import { exchangeCode, type OAuthApp, oauthProvider } from './oauth-providers.ts';

export const sessionDays = 30;
export const clientAddressHeader = 'x-allo-client-address';
export const passwordLength = { min: 10, max: 128 };

/** A letter the library wants sent. */
export interface WantedLetter {
  kind: 'confirm' | 'reset' | 'exists';
  userId: string;
  email: string;
  token: string;
}

export interface BetterAuthDeps {
  db: NodePgDatabase;
  baseUrl: string;
  secret: string;
  isTrustedOrigin(origin: string): boolean;
  oauth: Partial<Record<OAuthProviderName, OAuthApp>>;
  /** Whether a stranger with this address may become a user. */
  mayRegister(email: string): Promise<boolean>;
  /** Returns at once: how long a letter takes would tell whether the account exists. */
  sendLetter(letter: WantedLetter): void;
  onPasswordReset(userId: string): Promise<void>;
  clock: Clock;
  ids: Ids;
  log: Log;
}

const daySeconds = 86_400;

/**
 * The library, set up for us: its own limits, cookies caches, account linking by hand and everything with
 * organisations stay off, ours are elsewhere. Transactions stay off too: one would hold the embedded database's only
 * connection while a password is hashed.
 */
export function makeBetterAuth(deps: BetterAuthDeps) {
  const { db, baseUrl, ids } = deps;
  const schema = { user: users, session: sessions, account: accounts, verification: verifications };
  return betterAuth({
    appName: 'Allo',
    baseURL: baseUrl,
    basePath: '/v1/auth',
    secret: deps.secret,
    database: drizzleAdapter(db, { provider: 'pg', schema, transaction: false }),
    // Called at the start without a request.
    trustedOrigins: (request) => {
      const origin = request?.headers.get('origin');
      return origin && deps.isTrustedOrigin(origin) ? [origin] : [];
    },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      autoSignIn: false,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      resetPasswordTokenExpiresIn: 3600,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) => send(deps, 'reset', user, token),
      onExistingUserSignUp: async ({ user }) => send(deps, 'exists', user, ids.token()),
      onPasswordReset: ({ user }) => deps.onPasswordReset(user.id),
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      expiresIn: daySeconds,
      sendVerificationEmail: async ({ user, token }) => send(deps, 'confirm', user, token),
    },
    session: { expiresIn: sessionDays * daySeconds, disableSessionRefresh: true },
    account: { updateAccountOnSignIn: false, accountLinking: { enabled: true } },
    verification: { storeIdentifier: 'hashed' },
    user: {
      additionalFields: { language: { type: 'string', required: true, defaultValue: 'ru' } },
      validateUserInfo: async ({ user, source }) => {
        if (source.action !== 'create-user') return;
        if (!user.email || !(await deps.mayRegister(user.email))) return { error: 'not_invited' };
        return;
      },
    },
    databaseHooks: {
      // We need to know who somebody is, once; keys to their account elsewhere we do not want to have.
      account: {
        create: { before: async (account) => ({ data: withoutTokens(account) }) },
      },
    },
    plugins: [genericOAuth({ config: oauthConfigs(deps) })],
    onAPIError: { errorURL: '/sign-in', throw: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => logFault(deps.log, message) },
    advanced: {
      cookiePrefix: 'allo',
      // Said aloud, because where NODE_ENV is `test` the library leaves the checks out.
      disableCSRFCheck: false,
      disableOriginCheck: false,
      useSecureCookies: baseUrl.startsWith('https://'),
      ipAddress: { ipAddressHeaders: [clientAddressHeader], ipv6Subnet: 128 },
      database: { generateId: () => ids.uuid() },
    },
  });
}

export type BetterAuth = ReturnType<typeof makeBetterAuth>;

function send(
  deps: BetterAuthDeps,
  kind: WantedLetter['kind'],
  user: { id: string; email: string },
  token: string,
): void {
  deps.sendLetter({ kind, userId: user.id, email: user.email, token });
}

function withoutTokens<T extends object>(account: T) {
  return {
    ...account,
    accessToken: null,
    refreshToken: null,
    idToken: null,
    accessTokenExpiresAt: null,
    refreshTokenExpiresAt: null,
  };
}

function oauthConfigs({ oauth, log }: BetterAuthDeps) {
  return (Object.entries(oauth) as Array<[OAuthProviderName, OAuthApp]>).map(([providerId, app]) => {
    const provider = oauthProvider(providerId, app);
    return {
      providerId,
      clientId: app.clientId,
      clientSecret: app.clientSecret,
      authorizationUrl: provider.authorizationUrl,
      tokenUrl: provider.tokenUrl,
      scopes: provider.scopes,
      pkce: true,
      accountSubject: ({ profile }: { profile: Record<string, unknown> }) => String(profile.id),
      getToken: async (data: { code: string; redirectURI: string; codeVerifier?: string | undefined }) => ({
        accessToken: await exchangeCode(provider, app, data),
      }),
      getUserInfo: (tokens: { accessToken?: string | undefined }) =>
        provider.profile(tokens.accessToken ?? '').then(
          (profile) => ({ ...profile }),
          (error: unknown) => {
            log.warn({ providerId, detail: String(error) }, 'another site did not tell who signs in');
            return null;
          },
        ),
    };
  });
}

/** The library writes addresses into its messages. */
function logFault(log: Log, message: string): void {
  log.error({ detail: message.replaceAll(/\S+@\S+/g, '[hidden]').slice(0, 300) }, 'signing in failed');
}
