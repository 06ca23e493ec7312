import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { defaultOrgId, type OrgId } from '@allo/contracts';
import { type Permission, permissionsOf } from '@allo/contracts/access';
import { createIds, createSilentLog, createSystemClock, VirtualClock } from '@allo/kernel';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrationsFolder } from '../migrations/folder.ts';
import { apiKeys, auditLog, organisations } from '../schema/index.ts';
import type { Asker } from '../tenancy/asker.ts';
import { ensureDefaultOrganisation } from '../tenancy/ensure-default-organisation.ts';
import { otherOrganisation } from '../tenancy/testing.ts';
import { isApiKeySecret, readApiKeyToken } from './api-key-token.ts';
import { type ApiKeys, createApiKeys } from './api-keys.ts';
import { verifyAuditChain } from './verify-audit-chain.ts';

const otherOrgId = '00000000-0000-7000-8000-000000000002' as OrgId;
const ids = createIds(createSystemClock());
let database: TestDatabase;
let clock: VirtualClock;
let keys: ApiKeys;
let changes: number;

beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  await ensureDefaultOrganisation({ db: database.db, clock: new VirtualClock() });
  await database.owner.insert(organisations).values(otherOrganisation(otherOrgId));
});
afterAll(() => database?.dispose());
beforeEach(async () => {
  await database.owner.delete(apiKeys);
  clock = new VirtualClock();
  changes = 0;
  const onChanged = () => {
    changes += 1;
  };
  keys = createApiKeys({ db: database.db, clock, ids, log: createSilentLog(), onChanged });
});

const asker = (permissions: Iterable<Permission>, kind: 'user' | 'api-key' = 'user', id = 'u1'): Asker => ({
  principal: {
    kind,
    id,
    name: 'Anna',
    orgId: defaultOrgId,
    role: kind === 'user' ? 'admin' : null,
    permissions: new Set(permissions),
  },
  actor: { kind, id, name: 'Anna', address: null, requestId: null },
});
const admin = asker(permissionsOf('admin'));
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
const make = (scopes: Permission[] = ['calls:read'], by = admin, expiresAt: string | null = null) =>
  keys.create(defaultOrgId, by, { name: 'CI', scopes, expiresAt });

describe('an API key', () => {
  it('is shown once, kept as a hash, and found by its id', async () => {
    const made = await make(['calls:read', 'agents:read', 'calls:read']);
    expect(made).toMatchObject({ scopes: ['calls:read', 'agents:read'], madeBy: 'Anna', isExpired: false });
    expect(made.token.startsWith(`${made.prefix}_`)).toBe(true);
    const { token: _, ...listed } = made;
    expect(await keys.list(defaultOrgId)).toEqual([listed]);
    const read = readApiKeyToken(made.token);
    const found = await keys.find(read?.keyId as string);
    expect(found).toMatchObject({ orgId: defaultOrgId, madeByUser: 'u1' });
    expect(isApiKeySecret(read?.secret as string, found?.secretHash as string)).toBe(true);
    expect(isApiKeySecret('0'.repeat(64), found?.secretHash as string)).toBe(false);
    const stored = [
      await database.owner.select().from(apiKeys),
      await database.owner.select().from(auditLog),
    ];
    expect(JSON.stringify(stored)).not.toContain(read?.secret);
  });

  it('may do no more than its maker, whose account stands behind keys made by keys too', async () => {
    expect(await codeOf(make(['billing:write']))).toBe('forbidden');
    const parent = await make(['keys:write', 'calls:read']);
    const byKey = asker(['keys:write', 'calls:read'], 'api-key', parent.id);
    expect(await codeOf(make(['agents:read'], byKey))).toBe('forbidden');
    const child = await make(['calls:read'], byKey);
    expect(await keys.find(child.id)).toMatchObject({ madeByUser: 'u1' });
  });

  it('revoked / is gone at once, once, and not by another organisation', async () => {
    const { id } = await make();
    expect(await codeOf(keys.revoke(otherOrgId, admin, id))).toBe('not_found');
    expect(await keys.find(id)).not.toBeNull();
    expect(await keys.list(otherOrgId)).toEqual([]);
    expect(await codeOf(keys.revoke(defaultOrgId, admin, id))).toBe('done');
    expect(changes).toBe(2);
    expect(await keys.find(id)).toBeNull();
    expect(await codeOf(keys.revoke(defaultOrgId, admin, id))).toBe('not_found');
    const rows = await database.owner.select().from(auditLog).where(eq(auditLog.targetId, id));
    expect(rows.map(({ action }) => action).sort()).toEqual(['key.created', 'key.revoked']);
    expect((await verifyAuditChain(database, defaultOrgId)).isIntact).toBe(true);
  });

  it('expires when it was told to, and not in the past', async () => {
    const soon = new Date(clock.wallTime() + 1000).toISOString();
    const { id } = await make(['calls:read'], admin, soon);
    expect(await codeOf(make(['calls:read'], admin, new Date(clock.wallTime()).toISOString()))).toBe(
      'bad_request',
    );
    await clock.advance(1000);
    expect(await keys.list(defaultOrgId)).toMatchObject([{ id, isExpired: true, expiresAt: soon }]);
  });

  it('remembers its last use to the minute', async () => {
    const { id } = await make();
    const key = { orgId: defaultOrgId, id };
    const usedAt = async () => (await keys.list(defaultOrgId))[0]?.lastUsedAt;
    const first = new Date(clock.wallTime()).toISOString();
    await keys.markUsed(key);
    await clock.advance(59_000);
    await keys.markUsed(key);
    expect(await usedAt()).toBe(first);
    await clock.advance(2000);
    await keys.markUsed(key);
    expect(await usedAt()).toBe(new Date(clock.wallTime()).toISOString());
  });

  it('beyond the two hundredth / is refused', async () => {
    const row = (await make()).id;
    const [stored] = await database.owner.select().from(apiKeys).where(eq(apiKeys.id, row));
    const more = Array.from({ length: 199 }, () => ({
      ...(stored as typeof apiKeys.$inferSelect),
      id: ids.uuid(),
    }));
    await database.owner.insert(apiKeys).values(more);
    expect(await codeOf(make())).toBe('conflict');
  });
});

describe('readApiKeyToken', () => {
  it.each([
    '',
    'allo_',
    'sk-123',
    `allo_${'0'.repeat(32)}_${'0'.repeat(63)}`,
    `allo_${'g'.repeat(32)}_${'0'.repeat(64)}`,
  ])('takes %s for no key', (text) => expect(readApiKeyToken(text)).toBeNull());
});
