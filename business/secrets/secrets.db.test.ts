import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { defaultOrgId, type OrgId } from '@allo/contracts';
import { createIds, createMasterKeys, createSilentLog, VirtualClock } from '@allo/kernel';
import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor } from '../access/actor.ts';
import { migrationsFolder } from '../migrations/folder.ts';
import { organisationKeys, organisations, secrets, trunks } from '../schema/index.ts';
import { ensureDefaultOrganisation } from '../tenancy/ensure-default-organisation.ts';
import { otherOrganisation } from '../tenancy/testing.ts';
import { createTrunk, passwordPurpose } from '../trunks/trunks.ts';
import { rewrapOrganisationKeys, rotateOrganisationKey } from './rotate-keys.ts';
import { openText, sealText } from './seal-text.ts';
import { listSecrets, openSecret, removeSecret, sealSecret } from './secrets.ts';

const org = defaultOrgId;
const other = '00000000-0000-7000-8000-000000000002' as OrgId;
const clock = new VirtualClock();
const log = createSilentLog();
const keyText = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const withKeys = (...bytes: number[]) => ({ masterKeys: createMasterKeys(bytes.map(keyText)), clock, log });
const deps = withKeys(1);
const value = 'sk-live-0123456789abcdef4f2a';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  await ensureDefaultOrganisation({ db: database.db, clock });
  await database.owner.insert(organisations).values(otherOrganisation(other));
});
afterAll(() => database?.dispose());
beforeEach(async () => {
  await database.owner.delete(secrets);
  await database.owner.delete(organisationKeys);
});

const set = (name: string, text: string, by = deps, orgId = org) =>
  database.db.inOrganisation(orgId, (tx) => sealSecret(by, tx, orgId, name, text));
const get = (name: string, by = deps, orgId = org) =>
  database.db.inOrganisation(orgId, (tx) => openSecret(by, tx, orgId, name));
const row = async (name: string) =>
  (await database.owner.select().from(secrets).where(eq(secrets.name, name)))[0];
const unreadable = { code: 'secret_unreadable', message: expect.not.stringContaining(value) };

describe('sealSecret', () => {
  it('keeps a value that opens again, and nothing of it in the tables but the end', async () => {
    await set('provider/stt', value);
    expect(await get('provider/stt')).toBe(value);
    const { rows } = await database.owner.execute(
      sql`SELECT s.*, k.* FROM secrets s JOIN organisation_keys k USING (org_id)`,
    );
    expect(JSON.stringify(rows)).not.toContain(value.slice(0, 20));
    expect(await get('provider/llm')).toBeNull();
  });

  it('replaces, lists by name with a hint alone, and removes', async () => {
    await set('provider/stt', 'short');
    await set('provider/stt', 'парольчик');
    await set('trunk/1_2/password', 'x'.repeat(16_384));
    await set('trunk/1%2/password'.replace('%', 'a'), value);
    const list = (prefix?: string) => database.db.inOrganisation(org, (tx) => listSecrets(tx, org, prefix));
    expect((await list()).map(({ name, hint }) => [name, hint])).toEqual([
      ['provider/stt', '••••'],
      ['trunk/1_2/password', '•••• xxxx'],
      ['trunk/1a2/password', '•••• 4f2a'],
    ]);
    expect((await list('trunk/1_')).map(({ name }) => name)).toEqual(['trunk/1_2/password']);
    expect(await get('provider/stt')).toBe('парольчик');
    const remove = () => database.db.inOrganisation(org, (tx) => removeSecret(tx, org, 'provider/stt'));
    expect([await remove(), await remove()]).toEqual([true, false]);
    expect(await get('provider/stt')).toBeNull();
  });

  it.each(['', 'x'.repeat(16_385)])('refuses a value nobody can mean', async (wrong) => {
    await expect(set('provider/stt', wrong)).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('agrees on one key when many set their first secrets at once', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `tool/${index % 4}`);
    await Promise.all(names.map((name) => set(name, `${name}-${value}`)));
    for (const name of names) expect(await get(name)).toBe(`${name}-${value}`);
    expect(await database.owner.select().from(organisationKeys)).toHaveLength(1);
  });
});

describe('openSecret', () => {
  it('sees nothing of another organisation, not even by its row', async () => {
    await set('provider/stt', value);
    await set('provider/stt', 'theirs-0123456789', deps, other);
    expect(await get('provider/stt', deps, other)).toBe('theirs-0123456789');
    const stolen = (await row('provider/stt'))?.sealed as string;
    await database.owner.update(secrets).set({ sealed: stolen }).where(eq(secrets.orgId, other));
    await expect(get('provider/stt', deps, other)).rejects.toMatchObject(unreadable);
  });

  it('opens neither another name’s value, nor an older one put back, nor a changed one', async () => {
    await set('provider/stt', value);
    const first = (await row('provider/stt'))?.sealed as string;
    await set('provider/stt', 'second-0123456789');
    await set('provider/llm', 'third');
    const put = (sealed: string) =>
      database.owner
        .update(secrets)
        .set({ sealed })
        .where(and(eq(secrets.orgId, org), eq(secrets.name, 'provider/llm')));
    const broken = [
      first,
      first.slice(0, -6),
      `${first.slice(0, 8)}${first[8] === 'A' ? 'B' : 'A'}${first.slice(9)}`,
      '9.AAAA',
      'nonsense',
      '',
    ];
    for (const sealed of broken) {
      await put(sealed);
      await expect(get('provider/llm')).rejects.toMatchObject(unreadable);
    }
    await database.owner.update(secrets).set({ sealed: first }).where(eq(secrets.name, 'provider/stt'));
    await expect(get('provider/stt')).rejects.toMatchObject(unreadable);
  });

  it('says so when the master key is gone, and a value entered anew opens', async () => {
    await set('provider/stt', value);
    const lost = withKeys(2);
    await expect(get('provider/stt', lost)).rejects.toMatchObject(unreadable);
    await set('provider/stt', 'entered-anew-123', lost);
    expect(await get('provider/stt', lost)).toBe('entered-anew-123');
  });
});

describe('rewrapOrganisationKeys', () => {
  it('moves everything to the current master key, after which the old one is not needed', async () => {
    await set('provider/stt', value);
    await set('provider/stt', 'theirs-0123456789', deps, other);
    expect(await rewrapOrganisationKeys({ ...withKeys(2, 1), db: database.db })).toEqual({
      rewrapped: 2,
      unknownMasterKeys: [],
    });
    expect(await get('provider/stt', withKeys(2))).toBe(value);
    expect(await get('provider/stt', withKeys(2), other)).toBe('theirs-0123456789');
    await expect(get('provider/stt', deps)).rejects.toMatchObject(unreadable);
  });

  it('tells which master key is missing and leaves what it wraps alone', async () => {
    await set('provider/stt', value);
    const missing = deps.masterKeys.current().id;
    expect(await rewrapOrganisationKeys({ ...withKeys(2), db: database.db })).toEqual({
      rewrapped: 0,
      unknownMasterKeys: [missing],
    });
    expect(await get('provider/stt')).toBe(value);
  });
});

describe('rotateOrganisationKey', () => {
  it('seals everything anew while others go on reading and writing', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `tool/${index}`);
    for (const name of names) await set(name, `${name}-${value}`);
    const before = (await row('tool/3'))?.sealed;
    const [rotated, ...read] = await Promise.all([
      rotateOrganisationKey({ ...deps, db: database.db }, org),
      ...names.map((name) => get(name)),
      set('tool/new', value).then(() => get('tool/new')),
    ]);
    expect(rotated).toEqual({ version: 2, resealed: expect.any(Number) });
    expect(read).toEqual([...names.map((name) => `${name}-${value}`), value]);
    for (const name of names) expect(await get(name)).toBe(`${name}-${value}`);
    expect((await row('tool/3'))?.sealed).toMatch(/^2\./);
    expect(before).toMatch(/^1\./);
  });

  it('reaches the passwords of trunks in their own table', async () => {
    const trunkDeps = { ...deps, db: database.db, ids: createIds(clock) };
    const made = {
      name: 'Office',
      host: 'sip.example.com',
      sources: [],
      username: 'office',
      password: value,
      isEnabled: true,
    };
    const { id } = await createTrunk(trunkDeps, org, systemActor('test'), made);
    await rotateOrganisationKey({ ...deps, db: database.db }, org);
    const [row] = await database.owner.select().from(trunks).where(eq(trunks.id, id));
    expect(row?.sealedPassword).toMatch(/^2\./);
    const open = database.db.inOrganisation(org, (tx) =>
      openText(deps, tx, org, passwordPurpose(id), row?.sealedPassword as string),
    );
    expect(await open).toBe(value);
    await database.owner.delete(trunks);
  });

  it('keeps what other tables hold sealed openable', async () => {
    const sealed = await database.db.inOrganisation(org, (tx) => sealText(deps, tx, org, 'webhook/1', value));
    await rotateOrganisationKey({ ...deps, db: database.db }, org);
    const open = (purpose: string) =>
      database.db.inOrganisation(org, (tx) => openText(deps, tx, org, purpose, sealed));
    expect(await open('webhook/1')).toBe(value);
    await expect(open('webhook/2')).rejects.toMatchObject(unreadable);
  });

  it('changes nothing when one of the secrets does not open', async () => {
    await set('tool/1', value);
    await set('tool/2', value);
    await database.owner.update(secrets).set({ sealed: '1.AAAA' }).where(eq(secrets.name, 'tool/2'));
    await expect(rotateOrganisationKey({ ...deps, db: database.db }, org)).rejects.toMatchObject(unreadable);
    expect(await database.owner.select().from(organisationKeys)).toHaveLength(1);
    expect(await get('tool/1')).toBe(value);
  });
});
