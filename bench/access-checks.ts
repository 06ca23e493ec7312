import { performance } from 'node:perf_hooks';
import { createIdentity } from '@allo/adapters/identity';
import { createMemoryFanOut, createMemoryRateLimiter } from '@allo/adapters/memory';
import { openTestDatabase } from '@allo/adapters/postgres/testing';
import { migrationsFolder } from '@allo/business';
import type { OrgId } from '@allo/contracts';
import { permissionsOf } from '@allo/contracts/access';
import { createIds, createSilentLog, createSystemClock } from '@allo/kernel';
import { openAccess, type OpenAccess } from '../apps/server/access/open-access.ts';

const baseUrl = 'http://127.0.0.1:8080';
const address = '192.0.2.1';

/** How long each check of one session, and of one key, took, ms in order: the first of each was not remembered yet. */
export async function measureAccessChecks(checks: number): Promise<{ session: number[]; key: number[] }> {
  const rig = await openRig();
  try {
    const session = await measure(checks, () => rig.ask({ cookie: rig.cookie }));
    const key = await measure(checks, () => rig.ask({ authorization: `Bearer ${rig.token}` }));
    return { session, key };
  } finally {
    await rig.close();
  }
}

async function measure(checks: number, check: () => Promise<unknown>): Promise<number[]> {
  const tookMs: number[] = [];
  for (let index = 0; index < checks; index++) {
    const startedAt = performance.now();
    await check();
    tookMs.push(performance.now() - startedAt);
  }
  return tookMs;
}

/** A person in an agency with fifty clients, and a key of theirs. */
async function openRig() {
  const database = await openTestDatabase({ migrations: migrationsFolder });
  const clock = createSystemClock();
  const deps = { db: database.db, clock, ids: createIds(clock), log: createSilentLog() };
  const identity = createIdentity({
    ...deps,
    pool: database.pool,
    baseUrl: () => baseUrl,
    secret: 'a secret of at least thirty-two characters, not a real one',
    isTrustedOrigin: (origin) => origin === baseUrl,
    mailer: { delivery: 'console', send: async () => {}, close: () => {} },
    oauth: {},
    signUp: 'invite',
    isInvited: async () => false,
  });
  const opened = openAccess({
    ...deps,
    sessionOf: (cookie) => identity.sessionOf(cookie),
    send: async () => 'console',
    limiter: createMemoryRateLimiter({ clock }),
    fanOut: createMemoryFanOut(deps),
    beforeRemoval: async () => {},
    onRemoved: () => {},
  });
  const account = { email: 'a@example.com', password: 'correct horse battery' };
  const { id: userId } = await identity.createUser({ ...account, name: 'Anna', language: 'ru' });
  const client = { address, cookie: null, origin: baseUrl, userAgent: null };
  const { cookies } = await identity.signIn(account, client);
  const token = await fill(opened, { userId, email: account.email, name: 'Anna' });
  return {
    token,
    cookie: cookies.map((one) => one.split(';')[0]).join('; '),
    ask: (headers: Record<string, string>) =>
      opened.access.principalOf({ headers, organisation: null, address }),
    close: async () => {
      await opened.close();
      await identity.close();
      await database.dispose();
    },
  };
}

async function fill({ tenancy, keys }: OpenAccess, person: { userId: string; email: string; name: string }) {
  const actor = { kind: 'user', id: person.userId, name: person.name, address, requestId: null } as const;
  const { id } = await tenancy.createOwn(person, actor, { name: 'Agency' });
  const orgId = id as OrgId;
  for (let index = 0; index < 50; index++)
    await tenancy.createClient(orgId, actor, { name: `Client ${index}` });
  const permissions = permissionsOf('owner');
  const principal = {
    kind: 'user',
    id: person.userId,
    name: 'Anna',
    orgId,
    role: 'owner',
    permissions,
  } as const;
  const made = await keys.create(orgId, { principal, actor }, { name: 'bench', scopes: [...permissions] });
  return made.token;
}
