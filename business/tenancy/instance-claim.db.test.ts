import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { defaultOrgId } from '@allo/contracts';
import { AppError, createIds, createSystemClock } from '@allo/kernel';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrationsFolder } from '../migrations/folder.ts';
import { auditLog, instance, members, organisations } from '../schema/index.ts';
import { ensureDefaultOrganisation } from './ensure-default-organisation.ts';
import { createInstanceClaim } from './instance-claim.ts';

const clock = createSystemClock();
const ids = createIds(clock);
let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
});
afterAll(() => database?.dispose());
beforeEach(async () => {
  await database.owner.execute(sql`TRUNCATE organisations CASCADE`);
  await database.owner.update(instance).set({ claimedAt: null, claimTokenHash: null, demoMadeAt: null });
  await ensureDefaultOrganisation({ db: database.db, clock });
});

const setUp = () => createInstanceClaim({ db: database.db, clock, ids });
const request = { organisationName: 'Клиника', address: '127.0.0.1', requestId: 'r1' };
const owner = { id: 'u1', email: 'anna@example.com', name: 'Анна' };
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

describe('InstanceClaim', () => {
  it('makes the holder of the token owner of the first organisation, and tells the audit log', async () => {
    const claim = setUp();
    const token = (await claim.issue()) as string;
    const [row] = await database.owner.select().from(instance);
    expect(row?.claimTokenHash).toMatch(/^[0-9a-f]{64}$/);
    expect(row?.claimTokenHash).not.toContain(token);
    expect(await claim.isClaimed()).toBe(false);
    expect(await claim.take({ token, ...request }, async () => owner)).toEqual({
      orgId: defaultOrgId,
      owner,
    });
    expect(await claim.isClaimed()).toBe(true);
    expect(await database.owner.select().from(organisations)).toMatchObject([
      { id: defaultOrgId, name: 'Клиника', isDemo: false },
    ]);
    expect(await database.owner.select().from(members)).toMatchObject([
      { orgId: defaultOrgId, userId: 'u1', role: 'owner', email: 'anna@example.com' },
    ]);
    const [entry] = await database.owner.select().from(auditLog).where(eq(auditLog.orgId, defaultOrgId));
    expect(entry).toMatchObject({ action: 'organisation.claimed', actorId: 'u1', address: '127.0.0.1' });
  });

  it('works once, then there is nothing to claim and no new token', async () => {
    const claim = setUp();
    const token = (await claim.issue()) as string;
    await claim.take({ token, ...request }, async () => owner);
    expect(await codeOf(claim.take({ token, ...request }, async () => ({ ...owner, id: 'u2' })))).toBe(
      'not_found',
    );
    expect(await claim.issue()).toBeNull();
    expect(await database.owner.select().from(members)).toHaveLength(1);
  });

  it('lets one of many through that come at once', async () => {
    const claim = setUp();
    const token = (await claim.issue()) as string;
    let made = 0;
    const attempts = Array.from({ length: 8 }, () =>
      codeOf(
        claim.take({ token, ...request }, async () => {
          made += 1;
          return { ...owner, id: `u${made}` };
        }),
      ),
    );
    expect((await Promise.all(attempts)).filter((code) => code === 'done')).toHaveLength(1);
    expect(made).toBe(1);
    expect(await database.owner.select().from(members)).toHaveLength(1);
  });

  it('refuses every other token, also the one of the start before', async () => {
    const claim = setUp();
    const old = (await claim.issue()) as string;
    const token = (await claim.issue()) as string;
    for (const wrong of [old, '', 'x', `${token}x`, token.slice(1)]) {
      expect(await codeOf(claim.take({ token: wrong, ...request }, async () => owner))).toBe('not_found');
    }
    expect(await codeOf(claim.take({ token, ...request }, async () => owner))).toBe('done');
  });

  it('gives the token back when the account cannot be made', async () => {
    const claim = setUp();
    const token = (await claim.issue()) as string;
    const failing = () => Promise.reject(new AppError('bad_request', 'The password is too short.'));
    expect(await codeOf(claim.take({ token, ...request }, failing))).toBe('bad_request');
    expect(await codeOf(claim.take({ token, ...request }, async () => owner))).toBe('done');
  });

  it('makes an organisation where none is', async () => {
    await database.owner.delete(organisations);
    const claim = setUp();
    const token = (await claim.issue()) as string;
    const { orgId } = await claim.take({ token, ...request }, async () => owner);
    expect(orgId).not.toBe(defaultOrgId);
    expect(await database.owner.select().from(organisations)).toMatchObject([{ id: orgId, name: 'Клиника' }]);
  });
});
