import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { defaultOrgId, type OrgId } from '@allo/contracts';
import { VirtualClock } from '@allo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrationsFolder } from '../migrations/folder.ts';
import { organisations } from '../schema/index.ts';
import { ensureDefaultOrganisation } from '../tenancy/ensure-default-organisation.ts';
import { otherOrganisation } from '../tenancy/testing.ts';
import { createRequestMemory, type KeyedRequest, type RequestMemory } from './request-memory.ts';

const clock = new VirtualClock();
const otherOrgId = '00000000-0000-7000-8000-000000000002' as OrgId;
let database: TestDatabase;
let memory: RequestMemory;
beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  await ensureDefaultOrganisation({ db: database.db, clock });
  await database.owner.insert(organisations).values(otherOrganisation(otherOrgId));
  memory = createRequestMemory({ db: database.db, clock });
});
afterAll(() => database?.dispose());

const request = (key: string, more: Partial<KeyedRequest> = {}): KeyedRequest => ({
  orgId: defaultOrgId,
  principalId: 'u1',
  key,
  fingerprint: 'f',
  ...more,
});
const reply = { status: 201, contentType: 'application/json', body: '{"id":1}' };

describe('RequestMemory', () => {
  it('lets exactly one of many equal requests through, and tells the others its reply once there is one', async () => {
    const states = await Promise.all(Array.from({ length: 8 }, () => memory.begin(request('many'))));
    expect(states.map(({ kind }) => kind).sort()).toEqual(['fresh', ...Array(7).fill('running')]);
    await memory.finish(request('many'), reply);
    expect(await memory.begin(request('many'))).toEqual({ kind: 'done', reply });
  });

  it('tells a key used for something else, by somebody else, in another organisation', async () => {
    await memory.begin(request('same'));
    expect(await memory.begin(request('same', { fingerprint: 'g' }))).toEqual({ kind: 'other' });
    expect(await memory.begin(request('same', { principalId: 'u2' }))).toEqual({ kind: 'fresh' });
    expect(await memory.begin(request('same', { orgId: otherOrgId }))).toEqual({ kind: 'fresh' });
  });

  it('lets a request that failed be tried again, and forgets after a day', async () => {
    await memory.begin(request('failed'));
    await memory.forget(request('failed'));
    expect(await memory.begin(request('failed'))).toEqual({ kind: 'fresh' });
    await memory.finish(request('failed'), reply);
    await clock.advance(25 * 3_600_000);
    expect(await memory.begin(request('failed'))).toEqual({ kind: 'fresh' });
    expect(await memory.trim()).toBeGreaterThan(2);
  });
});
