import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { defaultOrgId, type OrgId } from '@allo/contracts';
import { createSystemClock } from '@allo/kernel';
import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../deps.ts';
import { migrationsFolder } from '../migrations/folder.ts';
import { auditLog, organisations } from '../schema/index.ts';
import { ensureDefaultOrganisation } from '../tenancy/ensure-default-organisation.ts';
import { otherOrganisation } from '../tenancy/testing.ts';
import { type Actor, systemActor } from './actor.ts';
import { type Change, recordChange } from './record-change.ts';
import { verifyAuditChain } from './verify-audit-chain.ts';

const otherOrgId = '00000000-0000-7000-8000-000000000002' as OrgId;
const anna: Actor = { kind: 'user', id: 'u1', name: 'Anna', address: '192.0.2.7', requestId: 'r1' };
const renamed = (after: string): Change => ({
  action: 'agent.renamed',
  target: { kind: 'agent', id: 'lidia' },
  before: { name: 'Лидия', version: 1 },
  after: { name: after, version: 1 },
});

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  await ensureDefaultOrganisation({ db: database.db, clock: createSystemClock() });
  await database.owner.insert(organisations).values(otherOrganisation(otherOrgId));
});
afterAll(() => database?.dispose());
beforeEach(async () => {
  await database.owner.delete(auditLog);
});

const record = (change: Change, orgId = defaultOrgId, actor = anna) =>
  database.db.inOrganisation(orgId, (tx) => recordChange(tx, orgId, actor, change));
const verify = () => verifyAuditChain(database, defaultOrgId);

describe('recordChange', () => {
  it('keeps who, from where, what and the difference, and a chain the reader can follow', async () => {
    await record(renamed('Ольга'));
    await record(renamed('Вера\u0000 \ud800'), defaultOrgId, systemActor('retention'));
    const rows = await database.owner.select().from(auditLog).orderBy(auditLog.seq);
    expect(rows).toMatchObject([
      {
        seq: 1,
        actorKind: 'user',
        actorId: 'u1',
        address: '192.0.2.7',
        requestId: 'r1',
        action: 'agent.renamed',
        diff: { name: { before: 'Лидия', after: 'Ольга' } },
        prevHash: '0'.repeat(64),
      },
      { seq: 2, actorKind: 'system', actorId: 'retention', prevHash: rows[0]?.hash },
    ]);
    expect(await verify()).toEqual({ isIntact: true, entries: 2, lastHash: rows[1]?.hash, brokenAt: null });
  });

  it('is undone with the change it tells of', async () => {
    const failing = database.db.inOrganisation(defaultOrgId, async (tx) => {
      await recordChange(tx, defaultOrgId, anna, renamed('Ольга'));
      throw new Error('the change failed');
    });
    await expect(failing).rejects.toThrow('the change failed');
    expect(await verify()).toMatchObject({ isIntact: true, entries: 0, lastHash: null });
  });

  it('keeps the chain when many write at once, and a chain of its own for every organisation', async () => {
    await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        record(renamed(`name ${index}`), index % 3 === 0 ? otherOrgId : defaultOrgId),
      ),
    );
    expect(await verify()).toMatchObject({ isIntact: true, entries: 16 });
    expect(await verifyAuditChain(database, otherOrgId)).toMatchObject({ isIntact: true, entries: 8 });
  });

  it('cannot be changed or removed by the program itself, nor written for another organisation', async () => {
    await record(renamed('Ольга'));
    for (const statement of ["UPDATE audit_log SET actor_name = 'x'", 'DELETE FROM audit_log']) {
      const run = (tx: Db) => tx.execute(sql.raw(statement));
      const refused = { cause: { code: '42501' } };
      await expect(database.db.inOrganisation(defaultOrgId, run)).rejects.toMatchObject(refused);
      await expect(database.db.acrossOrganisations('this test', run)).rejects.toMatchObject(refused);
    }
    const foreign = database.db.inOrganisation(defaultOrgId, (tx) =>
      recordChange(tx, otherOrgId, anna, renamed('x')),
    );
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('verifyAuditChain', () => {
  const entry = (seq: number) => and(eq(auditLog.orgId, defaultOrgId), eq(auditLog.seq, seq));
  beforeEach(async () => {
    for (const name of ['a', 'b', 'c', 'd']) await record(renamed(name));
  });

  it.each([
    ['its difference', { diff: { name: { before: 'Лидия', after: 'e' } } }],
    ['its actor', { actorName: 'Boris' }],
    ['its time', { at: new Date('2026-01-01T00:00:00Z') }],
    ['its address', { address: null }],
  ])('finds the entry whose owner changed %s', async (_what, forged) => {
    await database.owner.update(auditLog).set(forged).where(entry(3));
    expect(await verify()).toMatchObject({ isIntact: false, brokenAt: { seq: 3, reason: 'changed' } });
  });

  it('finds an entry taken out, and a tail written anew after a changed one', async () => {
    await database.owner.delete(auditLog).where(entry(2));
    expect(await verify()).toMatchObject({ brokenAt: { seq: 2, reason: 'missing' } });
    await database.owner.update(auditLog).set({ seq: 2 }).where(entry(3));
    expect(await verify()).toMatchObject({ brokenAt: { seq: 2, reason: 'out-of-chain' } });
  });

  it('changes its last hash when the end is cut off', async () => {
    const before = await verify();
    await database.owner.delete(auditLog).where(entry(4));
    const after = await verify();
    expect(after.isIntact).toBe(true);
    expect(after.lastHash).not.toBe(before.lastHash);
  });
});
