import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import {
  ensureDefaultOrganisation,
  listAudit,
  migrationsFolder,
  openSecret,
  sealSecret,
} from '@allo/business';
import { defaultOrgId } from '@allo/contracts';
import { permissionsOf } from '@allo/contracts/access';
import { createMasterKeys, createSilentLog, createSystemClock } from '@allo/kernel';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../api.ts';
import { createTestApi, openAccess } from '../testing.ts';

const clock = createSystemClock();
const log = createSilentLog();
const masterKeys = createMasterKeys([Buffer.alloc(32, 1).toString('base64')]);
const other = '00000000-0000-7000-8000-000000000002';
const value = 'sk-0123456789abcdef4f2a';
const forgotten: string[] = [];

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  await ensureDefaultOrganisation({ db: database.db, clock });
  await database.owner.execute(
    sql`INSERT INTO organisations (id, name, created_at, is_demo, version, updated_at) VALUES (${other}, 'Other', now(), false, 1, now())`,
  );
  await database.db.inOrganisation(defaultOrgId, (tx) =>
    sealSecret({ masterKeys, clock, log }, tx, defaultOrgId, 'provider/stt', value),
  );
  const redactionChanged = (orgId: string) => void forgotten.push(orgId);
  ({ api } = await createTestApi({ db: database.db, masterKeys, clock, log, redactionChanged }));
});
afterAll(() => database?.dispose());

describe('/v1/secrets', () => {
  it('200: lists names and hints of the organisation, and nobody else’s', async () => {
    const reply = await api.inject('/v1/secrets');
    expect(reply.json()).toMatchObject({ items: [{ name: 'provider/stt', hint: '•••• 4f2a' }] });
    expect(reply.body).not.toContain('0123456789');
    const foreign = await api.inject({ url: '/v1/secrets', headers: { 'allo-organisation': other } });
    expect(foreign.json()).toEqual({ items: [] });
  });

  it('200: changes the key under values that stay, on record', async () => {
    const reply = await api.inject({ method: 'POST', url: '/v1/secrets/change-key' });
    expect(reply.json()).toEqual({ keyVersion: 2, resealed: 1 });
    const open = database.db.inOrganisation(defaultOrgId, (tx) =>
      openSecret({ masterKeys, clock, log }, tx, defaultOrgId, 'provider/stt'),
    );
    expect(await open).toBe(value);
    const audit = await listAudit({ db: database.db }, defaultOrgId, { limit: 1 } as never);
    expect(JSON.stringify(audit)).toContain('secrets.key_changed');
  });

  it('403: is for who may change the organisation', async () => {
    const principalOf = async (asked: Parameters<typeof openAccess.principalOf>[0]) => ({
      ...(await openAccess.principalOf(asked)),
      permissions: permissionsOf('supervisor'),
    });
    const { api: less } = await createTestApi({ access: { ...openAccess, principalOf }, db: database.db });
    expect((await less.inject('/v1/secrets')).statusCode).toBe(403);
    expect((await less.inject({ method: 'POST', url: '/v1/secrets/change-key' })).statusCode).toBe(403);
    expect((await less.inject({ method: 'PUT', url: '/v1/redaction', payload: {} })).statusCode).toBe(403);
  });
});

describe('/v1/redaction', () => {
  const put = (payload: object, tag: string | null, organisation: string = defaultOrgId) =>
    api.inject({
      method: 'PUT',
      url: '/v1/redaction',
      payload,
      headers: { 'allo-organisation': organisation, ...(tag ? { 'if-match': tag } : {}) },
    });

  it('200: is off until set, then holds by version', async () => {
    const before = await api.inject('/v1/redaction');
    expect([before.json(), before.headers.etag]).toEqual([
      { kinds: [], hasContacts: false, version: 0 },
      '"0"',
    ]);
    const set = await put({ kinds: ['phone', 'card'], hasContacts: false }, '"0"');
    expect(set.json()).toEqual({ kinds: ['card', 'phone'], hasContacts: false, version: 1 });
    expect(forgotten).toEqual([defaultOrgId]);
    expect((await api.inject('/v1/redaction')).json()).toMatchObject({ version: 1 });
    const foreign = await api.inject({ url: '/v1/redaction', headers: { 'allo-organisation': other } });
    expect(foreign.json()).toMatchObject({ kinds: [], version: 0 });
  });

  it('428, 412, 400: neither without a version, nor over somebody’s change, nor with unknown kinds', async () => {
    const wanted = { kinds: [], hasContacts: false };
    expect((await put(wanted, null)).statusCode).toBe(428);
    expect((await put(wanted, '"7"')).statusCode).toBe(412);
    expect((await put({ kinds: ['shoe-size'], hasContacts: false }, '*')).statusCode).toBe(400);
    expect((await put({ kinds: ['phone'] }, '*')).statusCode).toBe(400);
  });
});
