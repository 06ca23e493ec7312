import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { ensureDefaultOrganisation, listAudit, migrationsFolder, openServiceDirectory } from '@allo/business';
import { defaultOrgId, type OrgId } from '@allo/contracts';
import { permissionsOf, type Role } from '@allo/contracts/access';
import type { Provider } from '@allo/contracts/http';
import { createMasterKeys, createSilentLog, createSystemClock } from '@allo/kernel';
import { type OpenAiStandIn, startOpenAiStandIn } from '@allo/testing/stand-ins';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProviderDesk, type ProviderDesk } from '../../compose/provider-desk.ts';
import type { Api } from '../api.ts';
import { createTestApi, openAccess } from '../testing.ts';

const other = '00000000-0000-7000-8000-000000000002' as OrgId;
const clock = createSystemClock();
const log = createSilentLog();
const masterKeys = createMasterKeys([Buffer.alloc(32, 1).toString('base64')]);
const apiKey = 'sk-own-0123456789abcdef4f2a';
const nothing = { stt: null, llm: null, tts: null, hasPrivateProviders: true };

let database: TestDatabase;
let standIn: OpenAiStandIn;
let desk: ProviderDesk;
let api: Api;
beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  await ensureDefaultOrganisation({ db: database.db, clock });
  await database.owner.execute(
    sql`INSERT INTO organisations (id, name, created_at, is_demo, version, updated_at) VALUES (${other}, 'Other', now(), false, 1, now())`,
  );
  standIn = await startOpenAiStandIn({ apiKey });
  desk = createProviderDesk(nothing, { clock, log });
  api = await apiWith(desk);
});
afterAll(async () => {
  desk?.close();
  await standIn?.close();
  await database?.dispose();
});
beforeEach(async () => {
  await database.owner.execute(sql`DELETE FROM providers`);
  await database.owner.execute(sql`DELETE FROM secrets`);
});

async function apiWith(providers: ProviderDesk, role: Role = 'owner'): Promise<Api> {
  const access = {
    ...openAccess,
    principalOf: async (asked: Parameters<typeof openAccess.principalOf>[0]) => ({
      ...(await openAccess.principalOf(asked)),
      role,
      permissions: permissionsOf(role),
    }),
  };
  return (await createTestApi({ access, db: database.db, masterKeys, providers, clock, log })).api;
}

const ask = (
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path = '',
  payload?: object,
  headers: Record<string, string> = {},
) => api.inject({ method, url: `/v1/providers${path}`, headers, ...(payload ? { payload } : {}) });
const mine = (over: object = {}) => ({ baseUrl: standIn.baseUrl, apiKey, model: 'gpt-4o-mini', ...over });
const used = async (port: string, headers = {}) =>
  (await ask('GET', '', undefined, headers))
    .json<{ items: Provider[] }>()
    .items.find((one) => one.port === port);

describe('/v1/providers', () => {
  it('200: tells of every port what is in use, the organisation’s own before the instance’s, never a key', async () => {
    const instance = {
      ...nothing,
      stt: { baseUrl: 'http://10.0.0.5/v1', apiKey: 'sk-of-the-instance', model: 'whisper-1' },
    };
    const shared = await apiWith(createProviderDesk(instance, { clock, log }));
    await ask('PUT', '/llm', mine());
    const reply = await shared.inject('/v1/providers');
    expect(reply.json()).toMatchObject({
      items: [
        { port: 'stt', source: 'instance', model: 'whisper-1', baseUrl: null, keyHint: null, version: 0 },
        {
          port: 'llm',
          source: 'organisation',
          model: 'gpt-4o-mini',
          baseUrl: standIn.baseUrl,
          keyHint: '•••• 4f2a',
          version: 1,
        },
        { port: 'tts', source: expect.stringMatching(/built-in|none/) as string },
      ],
    });
    expect(reply.body).not.toContain('sk-o');
    expect(reply.body).not.toContain('10.0.0.5');
  });

  it('404: another organisation sees and removes nothing of it', async () => {
    await ask('PUT', '/llm', mine());
    const headers = { 'allo-organisation': other };
    expect(await used('llm', headers)).toMatchObject({ source: 'none', version: 0 });
    expect((await ask('DELETE', '/llm', undefined, headers)).statusCode).toBe(404);
    expect(await used('llm')).toMatchObject({ source: 'organisation' });
  });

  it('403: who may not change providers neither sets, removes nor tries them', async () => {
    const editor = await apiWith(desk, 'editor');
    expect((await editor.inject('/v1/providers')).statusCode).toBe(200);
    for (const [method, url, payload] of [
      ['PUT', '/v1/providers/llm', mine()],
      ['DELETE', '/v1/providers/llm', undefined],
      ['POST', '/v1/providers/llm/test', {}],
    ] as const) {
      const reply = await editor.inject({ method, url, ...(payload ? { payload } : {}) });
      expect([method, reply.statusCode]).toEqual([method, 403]);
    }
  });

  it.each([
    { baseUrl: 'ftp://x.test/v1' },
    { baseUrl: 'http://169.254.169.254/latest' },
    { baseUrl: 'http://user:pass@api.test/v1' },
    { baseUrl: 'nonsense' },
    { model: '' },
    { apiKey: 'with\nline' },
    { apiKey: '' },
    { voice: 'a\u0000b' },
    { unknown: 1 },
  ])('400: refuses %j', async (wrong) => {
    const reply = await ask('PUT', '/tts', mine(wrong));
    expect(reply.statusCode).toBe(400);
    expect(reply.body).not.toContain(apiKey);
    expect(await used('tts')).toMatchObject({ version: 0 });
  });

  it('400: leads neither calls nor a test into a private network unless the instance opens it', async () => {
    const closed = await apiWith(
      createProviderDesk({ ...nothing, hasPrivateProviders: false }, { clock, log }),
    );
    const put = await closed.inject({ method: 'PUT', url: '/v1/providers/llm', payload: mine() });
    const tried = await closed.inject({
      method: 'POST',
      url: '/v1/providers/llm/test',
      payload: { settings: mine() },
    });
    for (const reply of [put, tried]) {
      expect(reply.statusCode).toBe(400);
      expect(reply.json<{ detail: string }>().detail).toContain('PRIVATE_PROVIDERS');
    }
    // Set while it was open, or a name that leads inside: refused when the connection is made.
    await ask('PUT', '/llm', mine());
    const later = await closed.inject({ method: 'POST', url: '/v1/providers/llm/test', payload: {} });
    expect(later.json()).toMatchObject({
      isOk: false,
      code: 'provider_unreachable',
      detail: expect.stringContaining('private network') as string,
    });
  });

  it('412: does not overwrite what somebody changed meanwhile', async () => {
    const first = await ask('PUT', '/llm', mine(), { 'if-match': '"0"' });
    expect([first.statusCode, first.headers.etag]).toEqual([200, '"1"']);
    expect((await ask('PUT', '/llm', mine({ model: 'b' }), { 'if-match': '"0"' })).statusCode).toBe(412);
    expect((await ask('PUT', '/llm', mine({ model: 'b' }), { 'if-match': '"1"' })).statusCode).toBe(200);
  });

  it('keeps the key for the same server and never sends it to another', async () => {
    await ask('PUT', '/llm', mine());
    const { apiKey: _, ...keyless } = mine({ model: 'other-model' });
    expect((await ask('PUT', '/llm', keyless)).json()).toMatchObject({
      model: 'other-model',
      keyHint: '•••• 4f2a',
    });
    const elsewhere = { ...keyless, baseUrl: 'http://127.0.0.1:9998/v1' };
    expect((await ask('PUT', '/llm', elsewhere)).json()).toMatchObject({
      status: 400,
      detail: expect.stringContaining('another server') as string,
    });
    expect((await ask('POST', '/llm/test', { settings: elsewhere })).statusCode).toBe(400);
    expect((await ask('PUT', '/llm', { ...elsewhere, apiKey: null })).json()).toMatchObject({
      keyHint: null,
      version: 3,
    });
  });

  it('holds for the next call, each organisation with its own key', async () => {
    const directory = await openServiceDirectory({ db: database.db, clock, log, masterKeys });
    expect(await directory.of(defaultOrgId)).toEqual({});
    await ask('PUT', '/llm', mine());
    await ask('PUT', '/llm', mine({ apiKey: 'sk-of-the-other-one' }), { 'allo-organisation': other });
    expect((await directory.of(defaultOrgId)).llm?.apiKey).toBe(apiKey);
    expect((await directory.of(other)).llm?.apiKey).toBe('sk-of-the-other-one');
    await ask('DELETE', '/llm');
    expect(await directory.of(defaultOrgId)).toEqual({});
  });

  it('uses no service at all, not the instance’s, where the key cannot be read', async () => {
    await ask('PUT', '/stt', mine());
    const lost = createMasterKeys([Buffer.alloc(32, 9).toString('base64')]);
    const directory = await openServiceDirectory({ db: database.db, clock, log, masterKeys: lost });
    expect(await directory.of(defaultOrgId)).toEqual({ stt: null });
    const away = { ...database.db, inOrganisation: () => Promise.reject(new Error('away')) };
    const known = await openServiceDirectory({ db: database.db, clock, log, masterKeys });
    await expect(openServiceDirectory({ db: away, clock, log, masterKeys })).rejects.toThrow('away');
    expect(await known.of(defaultOrgId)).toMatchObject({ stt: { apiKey } });
  });

  it('writes every change on record without the key', async () => {
    await ask('PUT', '/llm', mine());
    await ask('DELETE', '/llm');
    const audit = await listAudit({ db: database.db }, defaultOrgId, { limit: 2 } as never);
    const text = JSON.stringify(audit);
    expect(text).toContain('provider.changed');
    expect(text).toContain('provider.removed');
    expect(text).not.toContain('sk-own');
  });
});

describe('POST /v1/providers/:port/test', () => {
  it.each([
    ['llm', { model: 'gpt-4o-mini' }, 'answered'],
    ['stt', { model: 'whisper-1' }, 'tone'],
    ['tts', { model: 'tts-1', voice: 'alloy' }, 'one word'],
  ])('200: asks %s for a word and tells what came', async (port, over, words) => {
    standIn.clearLog();
    const reply = await ask('POST', `/${port}/test`, { settings: mine(over) });
    expect(reply.json()).toMatchObject({
      isOk: true,
      code: null,
      detail: expect.stringContaining(words) as string,
    });
    expect(standIn.requests).toHaveLength(1);
    expect(await used(port)).toMatchObject({ version: 0 });
  });

  it('200: says in words that the key is wrong, or that nobody is there, and never shows the key', async () => {
    const wrongKey = await ask('POST', '/llm/test', { settings: mine({ apiKey: 'sk-wrong-0123456789' }) });
    expect(wrongKey.json()).toMatchObject({
      isOk: false,
      code: 'provider_rejected',
      detail: expect.stringContaining('refuses the key') as string,
    });
    expect(wrongKey.body).not.toContain('sk-wrong');
    const nobody = await ask('POST', '/tts/test', {
      settings: mine({ baseUrl: 'http://127.0.0.1:9999/v1' }),
    });
    expect(nobody.json()).toMatchObject({
      isOk: false,
      code: 'provider_unreachable',
      detail: expect.stringContaining('Nothing listens') as string,
    });
    expect((await ask('POST', '/stt/test', {})).json()).toMatchObject({
      isOk: false,
      code: 'provider_missing',
    });
  });
});
