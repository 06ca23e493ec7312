import { createHash } from 'node:crypto';
import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { migrationsFolder } from '@allo/business';
import type { Mail, Mailer } from '@allo/contracts/ports';
import { createIds, createSilentLog, createSystemClock } from '@allo/kernel';
import { type OAuthStandIn, startOAuthStandIn } from '@allo/testing/stand-ins/oauth';
import { sql } from 'drizzle-orm';
import { Pool } from 'pg';
import { getTableConfig } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { accounts, sessions, users, verifications } from './auth-tables.ts';
import { makeBetterAuth } from './better-auth.ts';
import { createIdentity, type IdentityOptions } from './create-identity.ts';
import type { Client, Identity, SetCookies } from './identity.ts';

const clock = createSystemClock();
const ids = createIds(clock);
const log = createSilentLog();
const baseUrl = 'http://127.0.0.1:8080';
const password = 'correct horse battery';
let database: TestDatabase;
let site: OAuthStandIn;
let addresses = 0;

beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  site = await startOAuthStandIn();
});
afterAll(async () => {
  await database?.dispose();
  await site?.close();
});

/** A mailbox whose next letter can be waited for. */
function mailbox() {
  const letters: Mail[] = [];
  const waiting: Array<(mail: Mail) => void> = [];
  const mailer: Mailer = {
    delivery: 'mail',
    send: async (mail) => {
      const reader = waiting.shift();
      if (reader) reader(mail);
      else letters.push(mail);
    },
    close: () => {},
  };
  const next = () =>
    letters.length > 0
      ? Promise.resolve(letters.shift() as Mail)
      : new Promise<Mail>((resolve) => waiting.push(resolve));
  return { mailer, letters, next };
}

let post: ReturnType<typeof mailbox>;
let identity: Identity;
let invited: string[];
const make = (changes: Partial<IdentityOptions> = {}) =>
  createIdentity({
    pool: database.pool,
    baseUrl: () => baseUrl,
    secret: 'a secret of at least thirty-two characters, not a real one',
    isTrustedOrigin: (origin) => origin === baseUrl,
    mailer: post.mailer,
    oauth: { google: site.app, github: site.app, yandex: site.app },
    signUp: 'open',
    isInvited: async (email) => invited.includes(email),
    clock,
    ids,
    log,
    ...changes,
  });
beforeEach(async () => {
  post = mailbox();
  invited = [];
  identity = make();
  return () => identity.close();
});

const someone = (): Client => ({
  address: `192.0.2.${(addresses += 1)}`,
  cookie: null,
  origin: baseUrl,
  userAgent: 'Firefox',
});
const newEmail = () => `${ids.token(6)}@example.com`;
const cookieOf = (cookies: SetCookies) => cookies.map((one) => one.split(';')[0]).join('; ');
const linkIn = (mail: Mail) => /https?:\S+/.exec(mail.text)?.[0] as string;
const tokenIn = (mail: Mail) => new URL(linkIn(mail)).searchParams.get('token') as string;

async function member(language: 'ru' | 'en' = 'ru') {
  const email = newEmail();
  const user = await identity.createUser({ email, password, name: 'Анна', language });
  return { email, user };
}
async function signedIn(email: string, client = someone()) {
  const { cookies } = await identity.signIn({ email, password }, client);
  return { ...client, cookie: cookieOf(cookies) };
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

describe('the tables of accounts', () => {
  it.each(
    [users, sessions, accounts, verifications].map((table) => [getTableConfig(table).name, table] as const),
  )('%s / as the migration makes them / are what the program knows', async (name, table) => {
    const { rows } = await database.owner.execute<{ name: string; type: string; required: boolean }>(sql`
        SELECT attname AS name, format_type(atttypid, atttypmod) AS type, attnotnull AS required
        FROM pg_attribute WHERE attrelid = ${`auth.${name}`}::regclass AND attnum > 0 AND NOT attisdropped`);
    const known = getTableConfig(table).columns.map((column) => ({
      name: column.name,
      type: column.getSQLType().replace('timestamp (3)', 'timestamp(3)'),
      required: column.notNull,
    }));
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(rows.sort(byName)).toEqual(known.sort(byName));
  });

  it('every field the library knows / has its column', async () => {
    const auth = makeBetterAuth({
      ...({ db: database.owner, baseUrl, secret: 'x'.repeat(40), oauth: {}, clock, ids, log } as const),
      isTrustedOrigin: () => false,
      mayRegister: async () => false,
      sendLetter: () => {},
      onPasswordReset: async () => {},
    });
    const { tables } = await auth.$context;
    const ours: Record<string, object> = {
      user: users,
      session: sessions,
      account: accounts,
      verification: verifications,
    };
    for (const [model, { fields }] of Object.entries(tables)) {
      expect([model, Object.keys(ours[model] ?? {})]).toEqual([
        model,
        expect.arrayContaining(['id', ...Object.keys(fields)]),
      ]);
    }
  });

  it('are out of reach of the roles the business works under', async () => {
    for (const role of ['allo_app', 'allo_system']) {
      const refused = database.owner.transaction(async (tx) => {
        await tx.execute(sql.raw(`SET LOCAL ROLE ${role}`));
        await tx.execute(sql`SELECT 1 FROM auth.users`);
      });
      await expect(refused).rejects.toMatchObject({ cause: { code: '42501' } });
    }
  });
});

describe('signing up', () => {
  it('with confirmation by mail / lets in only after the link, in the language asked for', async () => {
    const email = newEmail();
    await identity.signUp({ email, password, name: 'Anna', language: 'en' }, someone());
    const mail = await post.next();
    expect(mail).toMatchObject({ to: email, subject: 'Allo: confirm your address' });
    expect(await codeOf(identity.signIn({ email, password }, someone()))).toBe('email_unconfirmed');
    await identity.confirmEmail(tokenIn(mail), someone());
    const { user, cookies } = await identity.signIn({ email: email.toUpperCase(), password }, someone());
    expect(user).toMatchObject({ email, name: 'Anna', language: 'en' });
    expect(cookies[0]).toMatch(/^allo\.session_token=.*Max-Age=2592000.*HttpOnly.*SameSite=Lax/i);
  });

  it('with an address that has an account / answers the same and writes to its owner', async () => {
    const { email } = await member();
    const answer = await identity.signUp(
      { email, password: 'another password', name: 'X', language: 'ru' },
      someone(),
    );
    expect(answer).toBeUndefined();
    expect((await post.next()).subject).toBe('Allo: у вас уже есть учётная запись');
    expect(await codeOf(identity.signIn({ email, password: 'another password' }, someone()))).toBe(
      'unauthorized',
    );
  });

  it('where people come by invitation / is refused to everybody alike', async () => {
    const closed = make({ signUp: 'invite' });
    const { email } = await member();
    invited = [newEmail()];
    for (const one of [email, invited[0] as string, newEmail()]) {
      const attempt = closed.signUp({ email: one, password, name: 'X', language: 'ru' }, someone());
      expect(await codeOf(attempt)).toBe('forbidden');
    }
    await closed.close();
  });

  it('with a forged or changed link / confirms nothing', async () => {
    await identity.signUp({ email: newEmail(), password, name: 'A', language: 'ru' }, someone());
    const token = tokenIn(await post.next());
    for (const wrong of ['', 'x', `${token.slice(0, -3)}AAA`]) {
      expect(await codeOf(identity.confirmEmail(wrong, someone()))).toBe('bad_request');
    }
  });
});

describe('signing in', () => {
  it('with a wrong password or an unknown address / is refused in the same words', async () => {
    const { email } = await member();
    const refusals = await Promise.all(
      [email, newEmail()].map((one) =>
        identity
          .signIn({ email: one, password: 'not the password' }, someone())
          .catch((error: Error) => error),
      ),
    );
    expect(refusals[0]).toMatchObject({ code: 'unauthorized' });
    expect(refusals[1]).toEqual(refusals[0]);
  });

  it('after five guesses from one address / waits there, and elsewhere not', async () => {
    const { email } = await member();
    const guesser = someone();
    const codes: string[] = [];
    for (let guess = 0; guess < 6; guess++) {
      codes.push(await codeOf(identity.signIn({ email, password: `guess number ${guess}` }, guesser)));
    }
    expect(codes).toEqual([...Array<string>(5).fill('unauthorized'), 'rate_limited']);
    expect(await codeOf(identity.signIn({ email, password }, guesser))).toBe('rate_limited');
    expect(await codeOf(identity.signIn({ email, password }, someone()))).toBe('done');
  });

  it('with many guesses at once / looks at five of them', async () => {
    const guesser = someone();
    const email = newEmail();
    const codes = await Promise.all(
      Array.from({ length: 12 }, () => codeOf(identity.signIn({ email, password }, guesser))),
    );
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(7);
  });

  it('from a page of another site / is refused, with a cookie and without', async () => {
    const { email } = await member();
    const foreign = { ...someone(), origin: 'https://evil.example' };
    expect(await codeOf(identity.signIn({ email, password }, foreign))).toBe('forbidden');
    const cookie = (await signedIn(email)).cookie;
    expect(await codeOf(identity.signOut({ ...foreign, cookie }))).toBe('forbidden');
    expect(await identity.sessionOf(cookie)).not.toBeNull();
    expect(await codeOf(identity.requestPasswordReset(email, foreign))).toBe('forbidden');
  });

  it('over https / gives cookies that never travel unsealed', async () => {
    const sealed = make({ baseUrl: () => 'https://calls.example.com', isTrustedOrigin: () => true });
    const { email } = await member();
    const { cookies } = await sealed.signIn(
      { email, password },
      { ...someone(), origin: 'https://calls.example.com' },
    );
    expect(cookies[0]).toMatch(/^__Secure-allo\.session_token=.*; Secure/i);
    expect((await sealed.sessionOf(cookieOf(cookies)))?.user.email).toBe(email);
    await sealed.close();
  });
});

describe('a session', () => {
  it('is found by its cookie among others, and not by a forged one', async () => {
    const { email, user } = await member();
    const { cookie } = await signedIn(email);
    expect(await identity.sessionOf(`theme=dark; ${cookie}; a=b`)).toMatchObject({ user });
    const forged = `${cookie.slice(0, -8)}AAAAAA%3D`;
    for (const wrong of [undefined, '', 'theme=dark', forged, 'allo.session_token=x']) {
      expect(await identity.sessionOf(wrong)).toBeNull();
    }
  });

  it('after thirty days / is over', async () => {
    const { email } = await member();
    const { cookie } = await signedIn(email);
    const dayMs = 86_400_000;
    const beganAt = Date.now();
    const later = make();
    vi.useFakeTimers({ toFake: ['Date'], now: beganAt + 30 * dayMs - 60_000 });
    try {
      expect(await later.sessionOf(cookie)).not.toBeNull();
      // From memory too.
      vi.setSystemTime(beganAt + 30 * dayMs + 60_000);
      expect(await later.sessionOf(cookie)).toBeNull();
      expect(await identity.sessionOf(cookie)).toBeNull();
    } finally {
      vi.useRealTimers();
      await later.close();
    }
  });

  it('ended on one device / is over there at once, and nowhere else', async () => {
    const { email, user } = await member();
    const [phone, laptop] = [await signedIn(email), await signedIn(email)];
    const stranger = await member();
    const phoneId = (await identity.sessionOf(phone.cookie))?.id as string;
    await identity.sessionOf(laptop.cookie);
    expect(await identity.devices(user.id)).toMatchObject([
      { address: laptop.address, userAgent: 'Firefox' },
      { address: phone.address },
    ]);
    expect(await identity.revokeDevice(stranger.user.id, phoneId)).toBe(false);
    expect(await identity.sessionOf(phone.cookie)).not.toBeNull();
    expect(await identity.revokeDevice(user.id, phoneId)).toBe(true);
    expect(await identity.sessionOf(phone.cookie)).toBeNull();
    expect(await identity.sessionOf(laptop.cookie)).not.toBeNull();
  });

  it('signed out / is over, here and by “everywhere”', async () => {
    const { email, user } = await member();
    const [one, two, three] = [await signedIn(email), await signedIn(email), await signedIn(email)];
    const cookies = await identity.signOut(one);
    expect(cookies[0]).toMatch(/^allo\.session_token=;.*Max-Age=0/i);
    expect(await identity.sessionOf(one.cookie)).toBeNull();
    const here = (await identity.sessionOf(two.cookie))?.id as string;
    expect(await identity.revokeDevices(user.id, here)).toBe(1);
    expect(await identity.sessionOf(three.cookie)).toBeNull();
    expect(await identity.sessionOf(two.cookie)).not.toBeNull();
    expect(await identity.revokeDevices(user.id)).toBe(1);
    expect(await identity.sessionOf(two.cookie)).toBeNull();
  });
});

describe('a password', () => {
  it('forgotten / is set by the link once, confirms the address and ends every session', async () => {
    const { email } = await member('en');
    const old = await signedIn(email);
    await identity.requestPasswordReset(email.toUpperCase(), someone());
    const mail = await post.next();
    expect(mail.subject).toBe('Allo: a new password');
    const token = new URL(linkIn(mail)).hash.slice(1);
    const { rows } = await database.owner.execute(sql`SELECT identifier FROM auth.verifications`);
    expect(JSON.stringify(rows)).not.toContain(token);
    await identity.resetPassword({ token, password: 'a new password' }, someone());
    expect(await identity.sessionOf(old.cookie)).toBeNull();
    expect(await codeOf(identity.resetPassword({ token, password: 'yet another' }, someone()))).toBe(
      'bad_request',
    );
    expect(await codeOf(identity.signIn({ email, password }, someone()))).toBe('unauthorized');
    expect(await codeOf(identity.signIn({ email, password: 'a new password' }, someone()))).toBe('done');
  });

  it('asked for with an unknown address / answers the same and sends nothing', async () => {
    expect(await identity.requestPasswordReset(newEmail(), someone())).toBeUndefined();
    const { email } = await member();
    await identity.requestPasswordReset(email, someone());
    expect((await post.next()).to).toBe(email);
    expect(post.letters).toEqual([]);
  });

  it('asked for again and again / is not a way to flood a mailbox', async () => {
    const email = newEmail();
    const codes: string[] = [];
    for (let time = 0; time < 4; time++)
      codes.push(await codeOf(identity.requestPasswordReset(email, someone())));
    expect(codes).toEqual(['done', 'done', 'done', 'rate_limited']);
  });

  it('changed / needs the old one, ends the other sessions and keeps this', async () => {
    const { email } = await member();
    const [here, there] = [await signedIn(email), await signedIn(email)];
    const change = (current: string, client: Client) =>
      identity.changePassword({ current, next: 'a changed password' }, client);
    expect(await codeOf(change('wrong password', here))).toBe('bad_request');
    expect(await codeOf(change(password, someone()))).toBe('unauthorized');
    const cookie = cookieOf(await change(password, here));
    expect(await identity.sessionOf(there.cookie)).toBeNull();
    expect((await identity.sessionOf(cookie))?.user.email).toBe(email);
  });

  it('is kept as the library’s hash alone', async () => {
    const { user } = await member();
    const { rows } = await database.owner.execute<{ password: string }>(
      sql`SELECT password FROM auth.accounts WHERE user_id = ${user.id}`,
    );
    expect(rows[0]?.password).toMatch(/^[0-9a-f]{32}:[0-9a-f]{128}$/);
    expect(rows[0]?.password).not.toContain(createHash('sha256').update(password).digest('hex'));
  });
});

describe('signing in by another site', () => {
  async function visit(provider: string, with_: Identity = identity) {
    const client = someone();
    const { url, cookies } = await with_.startOAuth({ provider, returnTo: '/calls' }, client);
    const back = new URL(await site.permit(url));
    expect(back.href).toContain(`${baseUrl}/v1/auth/callback/${provider}?`);
    const query = back.searchParams.toString();
    const browser = { ...client, cookie: cookieOf(cookies) };
    return { query, browser, finish: () => with_.finishOAuth({ provider, query }, browser) };
  }

  it.each([
    ['google', 'example.com'],
    ['github', 'example.com'],
    ['yandex', 'yandex.ru'],
  ])('%s / with the address of an account / lets its owner in', async (provider, domain) => {
    const email = `${ids.token(6)}@${domain}`;
    const user = await identity.createUser({ email, password, name: 'Анна', language: 'ru' });
    site.person = { id: '4711', email, name: 'Anna' };
    const { redirectTo, cookies } = await (await visit(provider)).finish();
    expect(redirectTo).toBe('/calls');
    expect((await identity.sessionOf(cookieOf(cookies)))?.user).toEqual(user);
    const { rows } = await database.owner.execute(
      sql`SELECT access_token, refresh_token, id_token FROM auth.accounts WHERE user_id = ${user.id} AND provider_id = ${provider}`,
    );
    expect(rows).toEqual([{ access_token: null, refresh_token: null, id_token: null }]);
    // The account there stays the account here, whatever address it shows now.
    site.person = { id: '4711', email: newEmail(), name: 'Anna' };
    const again = await (await visit(provider)).finish();
    expect((await identity.sessionOf(cookieOf(again.cookies)))?.user.id).toBe(user.id);
    await database.owner.execute(sql`DELETE FROM auth.users WHERE id = ${user.id}`);
  });

  it('with a name nobody could have typed / keeps what can be kept of it', async () => {
    site.person = { id: ids.token(), email: newEmail(), name: `\u0000Анна\nПетрова${'!'.repeat(200)}` };
    const { cookies } = await (await visit('google')).finish();
    const name = (await identity.sessionOf(cookieOf(cookies)))?.user.name ?? '';
    expect([name.slice(0, 12), name.length]).toEqual(['Анна Петрова', 100]);
  });

  it('with an address the other site does not answer for / lets nobody into the account', async () => {
    const { email } = await member();
    site.person = { id: '5', email, name: 'Mallory', emailVerified: false };
    const google = await (await visit('google')).finish();
    // Not one of Yandex's own mailboxes.
    const yandex = await (await visit('yandex')).finish();
    for (const { redirectTo, cookies } of [google, yandex]) {
      expect(redirectTo).toMatch(/^\/sign-in\?error=/);
      expect(await identity.sessionOf(cookieOf(cookies))).toBeNull();
    }
  });

  it('without an account / makes one for the invited and for nobody else', async () => {
    const closed = make({ signUp: 'invite' });
    const email = newEmail();
    site.person = { id: ids.token(), email, name: 'Борис' };
    const refused = await (await visit('google', closed)).finish();
    expect(refused.redirectTo).toMatch(/^\/sign-in\?error=not_invited/);
    expect(await closed.findUser(email)).toBeNull();
    invited = [email];
    const { cookies } = await (await visit('google', closed)).finish();
    expect((await closed.sessionOf(cookieOf(cookies)))?.user).toMatchObject({ email, name: 'Борис' });
    await closed.close();
  });

  it('with a used code, a foreign state or another browser / leads nowhere', async () => {
    const { email } = await member();
    site.person = { id: '77', email, name: 'Anna' };
    const { query, browser, finish } = await visit('google');
    const other = await identity.finishOAuth({ provider: 'google', query }, someone());
    expect(other.redirectTo).toMatch(/^\/sign-in\?error=/);
    await finish();
    const replayed = await identity.finishOAuth({ provider: 'google', query }, browser);
    const forged = await identity.finishOAuth({ provider: 'google', query: 'code=1&state=2' }, browser);
    for (const { redirectTo, cookies } of [other, replayed, forged]) {
      expect(redirectTo).toMatch(/^\/sign-in\?error=/);
      expect(await identity.sessionOf(cookieOf(cookies))).toBeNull();
    }
  });

  it('that is not set up / is not there', async () => {
    const none = make({ oauth: {} });
    expect(none.providers).toEqual([]);
    for (const provider of ['google', 'constructor']) {
      expect(await codeOf(none.startOAuth({ provider, returnTo: '/' }, someone()))).toBe('not_found');
    }
    await none.close();
  });
});

describe('while the database is away', () => {
  it('everything fails with the driver’s own error, so that it can be told from a fault of ours', async () => {
    const away = new Pool({ host: '127.0.0.1', port: 1 });
    const { email } = await member();
    const { cookie } = await signedIn(email);
    const lost = make({ pool: away });
    const isDriverError = (error: Error) => expect(error.message).toMatch(/^Failed query/);
    await lost.sessionOf(cookie).then(() => expect.unreachable(), isDriverError);
    await lost.signIn({ email, password }, someone()).then(() => expect.unreachable(), isDriverError);
    await lost.close();
    await away.end();
  });
});

describe('accounts', () => {
  it('made twice for one address / are one', async () => {
    const email = newEmail();
    const make = () => codeOf(identity.createUser({ email, password, name: 'A', language: 'ru' }));
    expect((await Promise.all([make(), make()])).sort()).toEqual(['conflict', 'done']);
  });

  it('changed / are seen changed at once', async () => {
    const { email, user } = await member();
    const { cookie } = await signedIn(email);
    await identity.sessionOf(cookie);
    await identity.updateUser(user.id, { name: 'Анна Петрова', language: 'en' });
    expect((await identity.sessionOf(cookie))?.user).toMatchObject({ name: 'Анна Петрова', language: 'en' });
  });
});
