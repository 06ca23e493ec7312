import { createMemoryRateLimiter } from '@allo/adapters/memory';
import type { ApiKeys } from '@allo/business';
import { defaultOrgId, type OrgId } from '@allo/contracts';
import type { Role } from '@allo/contracts/access';
import type { Membership } from '@allo/contracts/http';
import { createSilentLog, VirtualClock } from '@allo/kernel';
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createAccessControl } from './access-control.ts';
import { ApiKeyCheck } from './api-key-check.ts';
import { Remembered } from './remembered.ts';

type FoundKey = NonNullable<Awaited<ReturnType<ApiKeys['find']>>>;
const clientId = '00000000-0000-7000-8000-0000000000aa' as OrgId;
const keyId = '01959999-0000-7000-8000-00000000000a';
const secret = 'ab'.repeat(32);
const bearer = `Bearer allo_${keyId.replaceAll('-', '')}_${secret}`;
const wrong = `Bearer allo_${keyId.replaceAll('-', '')}_${'cd'.repeat(32)}`;

let clock: VirtualClock;
let stored: FoundKey | null;
let belongs: Membership[];
let looks: { keys: number; memberships: number; uses: number };
let check: ApiKeyCheck;
let known: Remembered<Membership[]>;
let access: ReturnType<typeof createAccessControl>;

const membership = (id: OrgId, role: Role): Membership => ({
  id,
  name: 'x',
  parentId: null,
  isDemo: false,
  version: 1,
  createdAt: '2026-03-02T09:00:00.000Z',
  role,
  inheritedFrom: null,
});

beforeEach(() => {
  clock = new VirtualClock();
  looks = { keys: 0, memberships: 0, uses: 0 };
  belongs = [membership(defaultOrgId, 'owner'), membership(clientId, 'viewer')];
  stored = {
    orgId: defaultOrgId,
    id: keyId,
    name: 'CI',
    secretHash: createHash('sha256').update(secret).digest('hex'),
    scopes: ['calls:read', 'billing:write'],
    madeByUser: 'u1',
    madeByName: 'Anna',
    createdAt: new Date(clock.wallTime()),
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
  };
  known = new Remembered(clock, 5000);
  const membershipsOf = ({ userId }: { userId: string }) =>
    known.get(userId, async () => {
      looks.memberships += 1;
      return userId === 'u1' ? belongs : [];
    });
  check = new ApiKeyCheck({
    keys: {
      find: async (id) => {
        looks.keys += 1;
        return id === keyId ? stored : null;
      },
      markUsed: async () => {
        looks.uses += 1;
        throw new Error('the database is away');
      },
    },
    membershipsOf,
    limiter: createMemoryRateLimiter({ clock }),
    clock,
    log: createSilentLog(),
  });
  access = createAccessControl({
    sessionOf: async (cookie) =>
      cookie === 'mine' || cookie === 'lonely'
        ? { id: 's1', user: { id: cookie === 'mine' ? 'u1' : 'u2', email: 'a@example.com', name: 'Anna' } }
        : null,
    membershipsOf,
    keys: check,
  });
});

const ask = (headers: Record<string, string>, organisation: string | null = null, address = '192.0.2.1') =>
  access.principalOf({ headers, organisation, address });
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'let in',
    ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
  );
const codeOf = async (work: Promise<unknown>) => (await refusal(work)).split(':')[0];

describe('a session', () => {
  it('acts in the organisation named, or in the first, with the role it has there', async () => {
    expect(await ask({ cookie: 'mine' })).toMatchObject({
      kind: 'user',
      id: 'u1',
      orgId: defaultOrgId,
      role: 'owner',
    });
    const there = await ask({ cookie: 'mine' }, clientId.toUpperCase());
    expect([there.role, there.permissions.has('agents:write')]).toEqual(['viewer', false]);
  });

  it('finds an organisation of others as absent as none, and nobody signed in as nobody', async () => {
    const foreign = await refusal(ask({ cookie: 'mine' }, '00000000-0000-7000-8000-0000000000ff'));
    expect(foreign).toMatch(/^not_found/);
    expect(await refusal(ask({ cookie: 'mine' }, 'x'))).toBe(foreign);
    expect(await refusal(ask({ cookie: 'lonely' }))).toBe(foreign);
    expect(await codeOf(ask({}))).toBe('unauthorized');
    expect(await codeOf(ask({ cookie: 'other' }))).toBe('unauthorized');
  });

  it('is looked up once in five seconds, and anew when told of a change', async () => {
    await Promise.all([ask({ cookie: 'mine' }), ask({ cookie: 'mine' }), ask({ cookie: 'mine' }, clientId)]);
    expect(looks.memberships).toBe(1);
    belongs = [];
    expect(await codeOf(ask({ cookie: 'mine' }))).toBe('let in');
    known.clear();
    expect(await codeOf(ask({ cookie: 'mine' }))).toBe('not_found');
    belongs = [membership(clientId, 'editor')];
    await clock.advance(5001);
    expect(await ask({ cookie: 'mine' })).toMatchObject({ orgId: clientId, role: 'editor' });
  });
});

describe('an API key', () => {
  it('speaks for its organisation with its scopes, as long as who made it has them', async () => {
    const principal = await ask({ authorization: bearer, cookie: 'lonely' });
    expect(principal).toMatchObject({ kind: 'api-key', id: keyId, orgId: defaultOrgId, role: null });
    expect([...principal.permissions]).toEqual(['calls:read', 'billing:write']);
    belongs = [membership(defaultOrgId, 'admin')];
    known.clear();
    expect([...(await ask({ authorization: bearer })).permissions]).toEqual(['calls:read']);
    belongs = [];
    known.clear();
    expect(await codeOf(ask({ authorization: bearer }))).toBe('unauthorized');
  });

  it('names another organisation / finds it absent; where people are wanted / is refused', async () => {
    expect(await codeOf(ask({ authorization: bearer }, defaultOrgId))).toBe('let in');
    expect(await codeOf(ask({ authorization: bearer }, clientId))).toBe('not_found');
    const asked = {
      headers: { authorization: bearer, cookie: 'mine' },
      organisation: null,
      address: '192.0.2.1',
    };
    expect(await codeOf(access.accountOf(asked))).toBe('unauthorized');
  });

  it('wrong in any way / is refused in the same words', async () => {
    const words = new Set<string>();
    for (const authorization of [wrong, 'Bearer x', 'Bearer', bearer.replace('00a_', '00b_')]) {
      words.add(await refusal(ask({ authorization, cookie: 'mine' })));
    }
    stored = { ...(stored as FoundKey), expiresAt: new Date(clock.wallTime()) };
    check.forget();
    words.add(await refusal(ask({ authorization: bearer })));
    stored = null;
    check.forget();
    words.add(await refusal(ask({ authorization: bearer })));
    expect([...words]).toEqual(['unauthorized: This API key is wrong, expired or revoked.']);
  });

  it('is not what a proxy’s own password looks like', async () => {
    const basic = { authorization: 'Basic YTpi' };
    expect(await ask({ ...basic, cookie: 'mine' })).toMatchObject({ kind: 'user', id: 'u1' });
    expect(await refusal(ask(basic))).toMatch(/^unauthorized: Sign in/);
  });

  it('revoked / works no more at once in this process, and within five seconds elsewhere', async () => {
    expect(await codeOf(ask({ authorization: bearer }))).toBe('let in');
    stored = null;
    expect(await codeOf(ask({ authorization: bearer }))).toBe('let in');
    await clock.advance(5001);
    expect(await codeOf(ask({ authorization: bearer }))).toBe('unauthorized');
  });

  it('is looked up once in five seconds, and its use written once a minute whatever becomes of that', async () => {
    for (let second = 0; second < 4; second++) {
      await ask({ authorization: bearer });
      await clock.advance(1000);
    }
    expect(looks).toMatchObject({ keys: 1, uses: 1 });
    await clock.advance(60_000);
    await ask({ authorization: bearer });
    await check.close();
    expect(looks).toMatchObject({ keys: 2, uses: 2 });
  });

  it('guessed again and again / is not even looked up, while others and known keys go on', async () => {
    await ask({ authorization: bearer });
    const codes: Array<string | undefined> = [];
    for (let guess = 0; guess < 22; guess++) {
      codes.push(
        await codeOf(ask({ authorization: `Bearer allo_${String(guess).padStart(32, '0')}_${secret}` })),
      );
    }
    expect(codes).toEqual([...Array<string>(20).fill('unauthorized'), 'rate_limited', 'rate_limited']);
    const before = looks.keys;
    expect(await codeOf(ask({ authorization: `Bearer allo_${'9'.repeat(32)}_${secret}` }))).toBe(
      'rate_limited',
    );
    expect(looks.keys).toBe(before);
    expect(await codeOf(ask({ authorization: bearer }))).toBe('let in');
    expect(await codeOf(ask({ authorization: wrong }, null, '192.0.2.2'))).toBe('unauthorized');
    await clock.advance(61_000);
    expect(await codeOf(ask({ authorization: wrong }))).toBe('unauthorized');
  });
});

describe('Remembered', () => {
  it('forgets a failure, and does not keep what was asked before it was told to forget', async () => {
    const remembered = new Remembered<number>(clock, 5000);
    await expect(remembered.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    let finish = (_: number): void => {};
    const early = remembered.get('a', () => new Promise((resolve) => (finish = resolve)));
    remembered.clear();
    finish(1);
    expect(await early).toBe(1);
    expect(await remembered.get('a', async () => 2)).toBe(2);
  });
});
