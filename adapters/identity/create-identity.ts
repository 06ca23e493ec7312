import { AppError, type Clock, type Ids, type Log } from '@allo/kernel';
import type { Mailer } from '@allo/contracts/ports';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { type BetterAuth, makeBetterAuth, type WantedLetter } from './better-auth.ts';
import type { Client, Identity, OAuthProviderName, Session } from './identity.ts';
import { letter } from './letters.ts';
import { createLibraryCalls } from './library-calls.ts';
import type { OAuthApp } from './oauth-providers.ts';
import { SessionCache } from './session-cache.ts';
import { sessionCookie, tokenOfCookie } from './session-cookie.ts';
import { createStrangerLimits } from './stranger-limits.ts';
import { createUserStore } from './user-store.ts';

export interface IdentityOptions {
  /** The owner's connections: accounts lie outside of organisations. May hold a single connection. */
  pool: Pool;
  /** Where people open Allo; asked for once, when the first of them comes. */
  baseUrl(): string;
  /** At least 32 unguessable characters; another secret signs everybody out. */
  secret: string;
  /** Origins of our own pages. */
  isTrustedOrigin(origin: string): boolean;
  mailer: Mailer;
  oauth: Partial<Record<OAuthProviderName, OAuthApp>>;
  signUp: 'open' | 'invite';
  /** Whether an invitation waits for this address. */
  isInvited(email: string): Promise<boolean>;
  clock: Clock;
  ids: Ids;
  log: Log;
}

const tidyEveryMs = 3_600_000;

export function createIdentity(options: IdentityOptions): Identity {
  const { mailer, clock, ids, log } = options;
  const db = drizzle(options.pool);
  const store = createUserStore(db, { clock, ids });
  const cache = new SessionCache(clock);
  const limits = createStrangerLimits(clock);
  const background = createBackground(log);

  const sendLetter = (wanted: WantedLetter): void =>
    background.run('a letter was not sent', async () => {
      const user = await store.byId(wanted.userId);
      const { subject, text, html } = letter(
        wanted.kind,
        user?.language ?? 'ru',
        linkOf(options.baseUrl(), wanted),
      );
      const idempotencyKey = `${wanted.kind} ${wanted.token}`;
      await mailer.send({ to: wanted.email, subject, text, html, idempotencyKey }, background.stopping);
    });

  let made: BetterAuth | null = null;
  const library = (): BetterAuth =>
    (made ??= makeBetterAuth({
      db,
      baseUrl: options.baseUrl(),
      secret: options.secret,
      isTrustedOrigin: options.isTrustedOrigin,
      oauth: options.oauth,
      mayRegister: async (email) =>
        options.signUp === 'open' || (await options.isInvited(email.toLowerCase())),
      sendLetter,
      onPasswordReset: (userId) => store.confirm(userId),
      clock,
      ids,
      log,
    }));
  const calls = createLibraryCalls(library, () => new URL(options.baseUrl()).origin, options.isTrustedOrigin);

  const sessionOf = async (cookie: string | undefined): Promise<Session | null> => {
    const value = cookie === undefined ? null : sessionCookie(cookie);
    if (value === null) return null;
    // The signature first: what nobody here made is not looked up.
    return cache.get(value, async () => {
      const token = tokenOfCookie(value, options.secret);
      return token === null ? null : store.sessionByToken(token);
    });
  };
  const required = async (client: Client): Promise<Session> => {
    const session = await sessionOf(client.cookie ?? undefined);
    if (!session) throw new AppError('unauthorized', 'Sign in first.');
    return session;
  };
  /** Forgets before and after, so that no look-up begun in between survives. */
  const ending = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } finally {
      cache.clear();
    }
  };
  const tidy = createTidying(clock, log, () => store.removeExpired());

  return {
    providers: Object.keys(options.oauth) as OAuthProviderName[],
    delivery: mailer.delivery,
    signUp: async (input, client) => {
      limits.beforeLetter(input.email, client.address);
      if (options.signUp !== 'open') {
        throw new AppError('forbidden', 'New people come here by invitation only.');
      }
      calls.refuseForeign(client);
      background.run('a sign-up failed', () => calls.post('/sign-up/email', { ...input }, client));
    },
    signIn: async ({ email, password }, client) => {
      limits.beforeSignIn(email, client.address);
      const { body, cookies } = await calls.post('/sign-in/email', { email, password }, client);
      limits.afterSignIn(email, client.address);
      return { user: calls.userOf(body), cookies };
    },
    signOut: (client) => ending(async () => (await calls.post('/sign-out', {}, client)).cookies),
    resendConfirmation: async (email, client) => {
      limits.beforeLetter(email, client.address);
      calls.refuseForeign(client);
      background.run('a confirmation failed', () =>
        calls.post('/send-verification-email', { email }, { ...client, cookie: null }),
      );
    },
    confirmEmail: async (token, client) => {
      limits.beforeToken(client.address);
      await calls.confirm(token, client);
    },
    requestPasswordReset: async (email, client) => {
      limits.beforeLetter(email, client.address);
      calls.refuseForeign(client);
      background.run('a password reset failed', () =>
        calls.post('/request-password-reset', { email }, client),
      );
    },
    resetPassword: async ({ token, password }, client) => {
      limits.beforeToken(client.address);
      await ending(() => calls.post('/reset-password', { token, newPassword: password }, client));
    },
    changePassword: async ({ current, next }, client) => {
      const { user } = await required(client);
      limits.beforeSignIn(user.email, client.address);
      const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
      const { cookies } = await ending(() => calls.post('/change-password', body, client));
      limits.afterSignIn(user.email, client.address);
      return cookies;
    },
    startOAuth: async ({ provider, returnTo }, client) => {
      limits.beforeToken(client.address);
      if (!Object.hasOwn(options.oauth, provider)) {
        throw new AppError('not_found', 'Signing in by this site is not set up.');
      }
      const request = {
        provider,
        callbackURL: returnTo,
        errorCallbackURL: '/sign-in',
        disableRedirect: true,
      };
      const { body, cookies } = await calls.post('/sign-in/social', request, client);
      return { url: calls.urlOf(body), cookies };
    },
    finishOAuth: async ({ provider, query }, client) => {
      limits.beforeToken(client.address);
      return calls.finishOAuth(provider, query, client);
    },
    sessionOf,
    devices: (userId) => store.devices(userId),
    revokeDevice: (userId, deviceId) => ending(() => store.removeSession(userId, deviceId)),
    revokeDevices: (userId, exceptId) => ending(() => store.removeSessions(userId, exceptId)),
    countToken: async (client) => limits.beforeToken(client.address),
    findUser: (email) => store.byEmail(email),
    createUser: async ({ password, ...input }) => store.create(input, await calls.hash(password)),
    setPassword: async (userId, password) => {
      const hash = await calls.hash(password);
      await ending(() => store.setPassword(userId, hash));
    },
    updateUser: (userId, change) => ending(() => store.update(userId, change)),
    close: async () => {
      tidy.close();
      await background.close();
    },
  };
}

function linkOf(baseUrl: string, { kind, token }: WantedLetter): string {
  if (kind === 'confirm') return `${baseUrl}/v1/auth/confirm-email?token=${encodeURIComponent(token)}`;
  // After the hash sign nothing reaches a server's log.
  if (kind === 'reset') return `${baseUrl}/reset-password#${token}`;
  return `${baseUrl}/sign-in`;
}

/** Work nobody waits for, so that its length tells nothing. */
function createBackground(log: Log) {
  const running = new Set<Promise<void>>();
  const stop = new AbortController();
  return {
    stopping: stop.signal,
    run: (failure: string, work: () => Promise<unknown>): void => {
      const task = work().then(
        () => {},
        (error: unknown) => {
          const { code, detail } = error as { code?: string; detail?: string };
          log.error({ code: code ?? 'internal', detail: detail ?? (error as Error).name }, failure);
        },
      );
      running.add(task);
      void task.finally(() => running.delete(task));
    },
    close: async (): Promise<void> => {
      stop.abort();
      while (running.size > 0) await Promise.all(running);
    },
  };
}

function createTidying(clock: Clock, log: Log, tidy: () => Promise<void>) {
  const next = () =>
    clock.setTimer(tidyEveryMs, () => {
      timer = next();
      tidy().catch(() => log.warn({}, 'expired sessions were not removed; tried again in an hour'));
    });
  let timer = next();
  return { close: () => timer.cancel() };
}
