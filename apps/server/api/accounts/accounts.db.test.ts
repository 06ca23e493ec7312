import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { createMemoryFanOut, createMemoryRateLimiter } from '@allo/adapters/memory';
import { ensureDefaultOrganisation, migrationsFolder } from '@allo/business';
import { defaultOrgId } from '@allo/contracts';
import { createIds, createLog, createMasterKeys, createSystemClock, Lifecycle } from '@allo/kernel';
import { type OAuthStandIn, startOAuthStandIn } from '@allo/testing/stand-ins/oauth';
import type { LightMyRequestResponse } from 'fastify';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Accounts, startAccounts } from '../../compose/accounts.ts';
import type { Config } from '../../config/config.ts';
import type { Api } from '../api.ts';
import { createTestApi } from '../testing.ts';

const clock = createSystemClock();
const ids = createIds(clock);
const password = 'correct horse battery';
const origin = 'http://127.0.0.1:8080';

let database: TestDatabase;
let site: OAuthStandIn;
let lifecycle: Lifecycle;
let who: Accounts;
let api: Api;
/** What the operator sees, and what is logged. */
let terminal: string[];
let logged: string;

beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  site = await startOAuthStandIn();
});
afterAll(async () => {
  await site?.close();
  await database?.dispose();
});
beforeEach(async () => {
  await database.owner.execute(sql`TRUNCATE organisations, auth.users CASCADE`);
  await database.owner.execute(sql`UPDATE instance SET claimed_at = NULL, demo_made_at = NULL`);
  await ensureDefaultOrganisation({ db: database.db, clock });
  terminal = [];
  logged = '';
  await start({ signUp: 'invite', mail: null, oauth: { google: site.app } });
  await who.announceClaim();
});
afterEach(() => lifecycle.stop(0));

async function start(accounts: Config['accounts']): Promise<void> {
  const log = createLog({ level: 'debug', destination: { write: (line: string) => void (logged += line) } });
  lifecycle = new Lifecycle(log);
  const http = { publicUrl: null, trustedProxies: [] } as unknown as Config['http'];
  who = await startAccounts({
    config: { accounts, http },
    database,
    db: database.db,
    masterKeys: createMasterKeys([Buffer.alloc(32, 7).toString('base64')]),
    limiter: createMemoryRateLimiter({ clock }),
    lifecycle,
    httpAddress: () => origin,
    print: (line) => void terminal.push(line),
    fanOut: createMemoryFanOut({ log }),
    beforeRemoval: async () => {},
    onRemoved: () => {},
    clock,
    ids,
    log,
  });
  ({ api } = await createTestApi({ ...who, db: database.db, log }));
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
let addresses = 0;
/** A browser of its own: its cookies, its address. */
function browser() {
  const jar = new Map<string, string>();
  const remoteAddress = `192.0.2.${(addresses += 1)}`;
  return {
    jar,
    ask: async (method: Method, url: string, payload?: object, headers: Record<string, string> = {}) => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const reply: LightMyRequestResponse = await api.inject({
        method,
        url,
        remoteAddress,
        headers: { host: '127.0.0.1:8080', ...(method === 'GET' ? {} : { origin }), cookie, ...headers },
        ...(payload && { payload }),
      });
      for (const { name, value, maxAge } of reply.cookies as Array<{
        name: string;
        value: string;
        maxAge?: number;
      }>) {
        if (maxAge === 0) jar.delete(name);
        else jar.set(name, encodeURIComponent(value));
      }
      return reply;
    },
  };
}
const problem = (reply: LightMyRequestResponse) => [reply.statusCode, reply.json<{ code: string }>().code];
const claimToken = () => /\/claim#(\S+)/.exec(terminal.join('\n'))?.[1] as string;
const claimBody = (token = claimToken()) => ({
  token,
  email: 'Owner@Example.com',
  password,
  name: 'Анна',
  organisationName: 'Клиника',
});
async function owner() {
  const anna = browser();
  expect((await anna.ask('POST', '/v1/claim', claimBody())).statusCode).toBe(200);
  return anna;
}

describe('POST /v1/claim', () => {
  it('200: by the link in the terminal / owns the organisation and is signed in', async () => {
    const anna = browser();
    expect((await anna.ask('GET', '/v1/auth/methods')).json()).toEqual({
      providers: ['google'],
      signUp: 'invite',
      delivery: 'console',
      isClaimed: false,
    });
    expect(terminal.join('\n')).toContain(`${origin}/claim#`);
    const claimed = await anna.ask('POST', '/v1/claim', claimBody());
    expect(claimed.json()).toMatchObject({
      user: { email: 'owner@example.com', name: 'Анна' },
      organisation: { id: defaultOrgId, name: 'Клиника' },
    });
    const session = await anna.ask('GET', '/v1/session');
    expect(session.json()).toMatchObject({
      user: { email: 'owner@example.com' },
      memberships: [{ id: defaultOrgId, role: 'owner' }],
    });
    expect(
      session.json<{ memberships: Array<{ permissions: string[] }> }>().memberships[0]?.permissions,
    ).toContain('organisation:manage');
    expect((await anna.ask('GET', '/v1/calls')).statusCode).toBe(200);
    expect((await anna.ask('GET', '/v1/auth/methods')).json()).toMatchObject({ isClaimed: true });
    expect(logged).not.toMatch(/example\.com|Анна|claim#|correct horse/);
  });

  it('404: a second time, at once or later / nobody', async () => {
    const body = claimBody();
    const replies = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) =>
        browser().ask('POST', '/v1/claim', { ...body, email: `${name}@example.com` }),
      ),
    );
    expect(replies.map((reply) => reply.statusCode).sort((a, b) => a - b)).toEqual([200, 404, 404, 404]);
    expect(problem(await browser().ask('POST', '/v1/claim', body))).toEqual([404, 'not_found']);
    terminal = [];
    await who.announceClaim();
    expect(terminal).toEqual([]);
  });

  it('400 and 404: a wrong token or a short password / leaves the link good', async () => {
    const anna = browser();
    const wrong = claimBody('x'.repeat(43));
    expect(problem(await anna.ask('POST', '/v1/claim', wrong))).toEqual([404, 'not_found']);
    const short = { ...claimBody(), password: 'short' };
    expect(problem(await anna.ask('POST', '/v1/claim', short))).toEqual([400, 'bad_request']);
    expect((await anna.ask('POST', '/v1/claim', claimBody())).statusCode).toBe(200);
  });

  it('429: after many tokens from one address', async () => {
    const guesser = browser();
    const codes: number[] = [];
    for (let guess = 0; guess < 61; guess++) {
      codes.push((await guesser.ask('POST', '/v1/claim', claimBody(`guess-${guess}`))).statusCode);
    }
    expect([codes.filter((code) => code === 404).length, codes.at(-1)]).toEqual([60, 429]);
  });
});

describe('signing in over HTTP', () => {
  it('401: a wrong password and an unknown address look the same', async () => {
    await owner();
    const attempt = async (email: string) => {
      const reply = await browser().ask('POST', '/v1/auth/sign-in', { email, password: 'another password' });
      expect(reply.headers['set-cookie']).toBeUndefined();
      return [reply.statusCode, { ...reply.json<object>(), requestId: '' }];
    };
    const [known, unknown] = [await attempt('owner@example.com'), await attempt('nobody@example.com')];
    expect(known[0]).toBe(401);
    expect(unknown).toEqual(known);
  });

  it('429: after five guesses, with the time to wait', async () => {
    await owner();
    const guesser = browser();
    const guess = () =>
      guesser.ask('POST', '/v1/auth/sign-in', { email: 'owner@example.com', password: 'guess' });
    for (let count = 0; count < 5; count++) expect((await guess()).statusCode).toBe(401);
    const refused = await guess();
    expect(problem(refused)).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800);
  });

  it('403: a page of another site can neither sign in, sign out nor change anything', async () => {
    const anna = await owner();
    const foreign = { origin: 'https://evil.example' };
    const credentials = { email: 'owner@example.com', password };
    for (const [method, url, body] of [
      ['POST', '/v1/auth/sign-in', credentials],
      ['POST', '/v1/auth/sign-out', undefined],
      ['PATCH', '/v1/me', { name: 'Mallory' }],
      ['DELETE', '/v1/session/devices', undefined],
    ] as Array<[Method, string, object | undefined]>) {
      expect(problem(await anna.ask(method, url, body, foreign))).toEqual([403, 'forbidden']);
    }
    expect((await anna.ask('GET', '/v1/session')).statusCode).toBe(200);
  });

  it('204: signing out ends the session for whoever keeps the cookie', async () => {
    const anna = await owner();
    const stolen = new Map(anna.jar);
    expect((await anna.ask('POST', '/v1/auth/sign-out')).statusCode).toBe(204);
    expect(anna.jar.size).toBe(0);
    const thief = browser();
    for (const [name, value] of stolen) thief.jar.set(name, value);
    expect(problem(await thief.ask('GET', '/v1/session'))).toEqual([401, 'unauthorized']);
  });

  it('204: signing out without a session, or with one that is none, is no mistake', async () => {
    const nobody = browser();
    expect((await nobody.ask('POST', '/v1/auth/sign-out')).statusCode).toBe(204);
    nobody.jar.set('allo.session_token', 'forged.signature');
    expect((await nobody.ask('POST', '/v1/auth/sign-out')).statusCode).toBe(204);
    expect(nobody.jar.size).toBe(0);
  });

  it('knows people behind a proxy apart when the proxy is known, and believes nobody else', async () => {
    await owner();
    const proxied = async (trustedProxies: string[]) => {
      const { api: edge } = await createTestApi({
        ...who,
        db: database.db,
        publicUrl: 'https://calls.example.com',
        trustedProxies,
      });
      const attempt = (address: string) =>
        edge.inject({
          method: 'POST',
          url: '/v1/auth/sign-in',
          remoteAddress: '203.0.113.9',
          headers: { host: 'calls.example.com', 'x-forwarded-for': address },
          payload: { email: `${trustedProxies.length}@example.com`, password: 'guess' },
        });
      const codes: number[] = [];
      for (let guess = 0; guess < 7; guess++) codes.push((await attempt(`198.51.100.${guess}`)).statusCode);
      return codes;
    };
    expect(await proxied(['203.0.113.0/24'])).toEqual(Array(7).fill(401));
    expect(await proxied([])).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });

  it('401: an API key, good or not, is nobody’s account', async () => {
    const anna = await owner();
    const key = { authorization: 'Bearer allo_nothing' };
    for (const url of ['/v1/session', '/v1/session/devices', '/v1/calls']) {
      expect(problem(await anna.ask('GET', url, undefined, key))).toEqual([401, 'unauthorized']);
    }
  });
});

describe('devices over HTTP', () => {
  it('lists them, signs one out at once, and nobody else’s', async () => {
    const anna = await owner();
    const phone = browser();
    await phone.ask(
      'POST',
      '/v1/auth/sign-in',
      { email: 'owner@example.com', password },
      { 'user-agent': 'Phone' },
    );
    const { items } = (await anna.ask('GET', '/v1/session/devices')).json<{
      items: Array<{ id: string; userAgent: string; isCurrent: boolean }>;
    }>();
    expect(items).toMatchObject([{ userAgent: 'Phone', isCurrent: false }, { isCurrent: true }]);
    const url = `/v1/session/devices/${items[0]?.id}`;
    expect((await phone.ask('GET', '/v1/calls')).statusCode).toBe(200);
    expect((await anna.ask('DELETE', url)).statusCode).toBe(204);
    expect((await phone.ask('GET', '/v1/calls')).statusCode).toBe(401);
    expect((await anna.ask('DELETE', url)).statusCode).toBe(404);
    for (const id of ['%00', 'x', 'я']) {
      const absent = await anna.ask('DELETE', `/v1/session/devices/${encodeURI(id).replace('%2500', '%00')}`);
      expect(absent.statusCode).toBe(404);
    }
    expect((await anna.ask('DELETE', '/v1/session/devices?here=false')).json()).toEqual({ devices: 0 });
    expect((await anna.ask('DELETE', '/v1/session/devices')).json()).toEqual({ devices: 1 });
    expect((await anna.ask('GET', '/v1/session')).statusCode).toBe(401);
  });
});

describe('people who are invited', () => {
  const invite = async (anna: ReturnType<typeof browser>, email: string) => {
    const reply = await anna.ask('POST', '/v1/invitations', { email, role: 'viewer' });
    expect([reply.statusCode, reply.json()]).toMatchObject([201, { delivery: 'console' }]);
    return /\/join#(\S+)/.exec(terminal.join('\n'))?.[1] as string;
  };

  it('make an account by the link, once, and belong where they were invited with that role', async () => {
    const anna = await owner();
    const token = await invite(anna, 'boris@example.com');
    const boris = browser();
    const joined = await boris.ask('POST', '/v1/auth/join', { token, name: 'Борис', password });
    expect([joined.statusCode, joined.json()]).toMatchObject([200, { organisation: { id: defaultOrgId } }]);
    expect((await boris.ask('GET', '/v1/session')).json()).toMatchObject({
      memberships: [{ role: 'viewer' }],
    });
    expect((await boris.ask('GET', '/v1/calls')).statusCode).toBe(200);
    expect(
      problem(await boris.ask('POST', '/v1/invitations', { email: 'c@example.com', role: 'viewer' })),
    ).toEqual([403, 'forbidden']);
    const again = await browser().ask('POST', '/v1/auth/join', { token, name: 'X', password });
    expect(problem(again)).toEqual([404, 'not_found']);
    const elsewhere = { 'allo-organisation': '00000000-0000-7000-8000-0000000000ff' };
    expect(problem(await boris.ask('GET', '/v1/calls', undefined, elsewhere))).toEqual([404, 'not_found']);
  });

  it('with an account already / sign in instead, and the link stays good', async () => {
    const anna = await owner();
    await who.accounts.identity.createUser({
      email: 'vera@example.com',
      password,
      name: 'Вера',
      language: 'ru',
    });
    const token = await invite(anna, 'vera@example.com');
    const vera = browser();
    expect(
      problem(await vera.ask('POST', '/v1/auth/join', { token, name: 'X', password: 'stolen password' })),
    ).toEqual([409, 'conflict']);
    await vera.ask('POST', '/v1/auth/sign-in', { email: 'vera@example.com', password });
    expect(problem(await vera.ask('GET', '/v1/calls'))[0]).toBe(404);
    expect((await vera.ask('POST', '/v1/invitations/accept', { token })).statusCode).toBe(200);
    expect((await vera.ask('GET', '/v1/calls')).statusCode).toBe(200);
  });

  it('nobody else registers, whether the address is known or not', async () => {
    await owner();
    for (const email of ['owner@example.com', 'nobody@example.com']) {
      const reply = await browser().ask('POST', '/v1/auth/sign-up', { email, password, name: 'X' });
      expect(problem(reply)).toEqual([403, 'forbidden']);
    }
  });
});

describe('letters where there is no mail server', () => {
  it('202: a password reset says so, its link is in the terminal alone, and works once', async () => {
    await owner();
    const anna = browser();
    const asked = await anna.ask('POST', '/v1/auth/request-password-reset', { email: 'owner@example.com' });
    expect([asked.statusCode, asked.json()]).toEqual([202, { delivery: 'console' }]);
    const nobody = await anna.ask('POST', '/v1/auth/request-password-reset', { email: 'nobody@example.com' });
    expect([nobody.statusCode, nobody.json()]).toEqual([202, { delivery: 'console' }]);
    await who.accounts.identity.close();
    const token = /reset-password#(\S+)/.exec(terminal.join('\n'))?.[1] as string;
    expect(terminal.filter((line) => line.includes('reset-password#'))).toHaveLength(1);
    expect(logged).not.toContain(token);
    const reset = { token, password: 'a brand new password' };
    expect((await anna.ask('POST', '/v1/auth/reset-password', reset)).statusCode).toBe(204);
    expect(problem(await anna.ask('POST', '/v1/auth/reset-password', reset))).toEqual([400, 'bad_request']);
    const signIn = { email: 'owner@example.com', password: reset.password };
    expect((await anna.ask('POST', '/v1/auth/sign-in', signIn)).statusCode).toBe(200);
  });

  it('302: where anybody may register, the link confirms the address', async () => {
    await owner();
    await lifecycle.stop(0);
    terminal = [];
    await start({ signUp: 'open', mail: null, oauth: {} });
    const gleb = browser();
    const account = { email: 'gleb@example.com', password };
    const signedUp = await gleb.ask('POST', '/v1/auth/sign-up', { ...account, name: 'Глеб' });
    expect([signedUp.statusCode, signedUp.json()]).toEqual([202, { delivery: 'console' }]);
    await expect.poll(() => terminal.join('\n')).toContain('confirm-email');
    expect(problem(await gleb.ask('POST', '/v1/auth/sign-in', account))).toEqual([403, 'email_unconfirmed']);
    const link = new URL(/http\S+confirm-email\S+/.exec(terminal.join('\n'))?.[0] as string);
    const broken = await gleb.ask('GET', `${link.pathname}?token=x`);
    expect([broken.statusCode, broken.headers.location]).toEqual([302, '/sign-in?error=link_expired']);
    const confirmed = await gleb.ask('GET', link.pathname + link.search);
    expect([confirmed.statusCode, confirmed.headers.location]).toEqual([302, '/sign-in?confirmed=1']);
    expect((await gleb.ask('POST', '/v1/auth/sign-in', account)).statusCode).toBe(200);
  });
});

describe('signing in by another site over HTTP', () => {
  it('302: comes back signed in, to a page of ours only', async () => {
    await owner();
    site.person = { id: '9', email: 'owner@example.com', name: 'Anna' };
    const anna = browser();
    for (const returnTo of ['https://evil.example', '//evil.example', '/\\evil.example', 'calls']) {
      expect(problem(await anna.ask('POST', '/v1/auth/oauth/google', { returnTo }))[0]).toBe(400);
    }
    const started = await anna.ask('POST', '/v1/auth/oauth/google', { returnTo: '/calls' });
    const back = new URL(await site.permit(started.json<{ url: string }>().url));
    expect(back.origin).toBe(origin);
    const stranger = await browser().ask('GET', back.pathname + back.search);
    expect(stranger.headers.location).toMatch(/^\/sign-in\?error=/);
    const finished = await anna.ask('GET', back.pathname + back.search);
    expect([finished.statusCode, finished.headers.location]).toEqual([302, '/calls']);
    expect((await anna.ask('GET', '/v1/session')).json()).toMatchObject({
      user: { email: 'owner@example.com' },
    });
    expect(problem(await anna.ask('POST', '/v1/auth/oauth/github', {}))).toEqual([404, 'not_found']);
    expect(problem(await anna.ask('POST', '/v1/auth/oauth/myspace', {}))).toEqual([400, 'bad_request']);
  });
});

describe('one’s own account over HTTP', () => {
  it('changes name, language and password; other devices are signed out', async () => {
    const [anna, phone] = [await owner(), browser()];
    await phone.ask('POST', '/v1/auth/sign-in', { email: 'owner@example.com', password });
    const edited = await anna.ask('PATCH', '/v1/me', { name: 'Анна Петрова', language: 'en' });
    expect(edited.json()).toMatchObject({ name: 'Анна Петрова', language: 'en' });
    expect((await phone.ask('GET', '/v1/session')).json()).toMatchObject({ user: { name: 'Анна Петрова' } });
    expect(problem(await anna.ask('PATCH', '/v1/me', { email: 'other@example.com' }))).toEqual([
      400,
      'bad_request',
    ]);
    const change = (currentPassword: string) =>
      anna.ask('POST', '/v1/auth/change-password', { currentPassword, newPassword: 'another good password' });
    expect(problem(await change('wrong password'))).toEqual([400, 'bad_request']);
    expect((await change(password)).statusCode).toBe(204);
    expect((await phone.ask('GET', '/v1/session')).statusCode).toBe(401);
    expect((await anna.ask('GET', '/v1/session')).statusCode).toBe(200);
  });
});
