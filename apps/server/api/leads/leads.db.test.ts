import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { ensureDefaultOrganisation, listLeads, migrationsFolder, runImport } from '@allo/business';
import { defaultOrgId } from '@allo/contracts';
import type { LeadImport } from '@allo/contracts/http';
import type { JobData } from '@allo/contracts/ports';
import { createIds, createSilentLog, createSystemClock } from '@allo/kernel';
import { createMemoryObjectStore } from '@allo/testing/fakes';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../api.ts';
import { createTestApi, otherOrgId } from '../testing.ts';

const clock = createSystemClock();
const ids = createIds(clock);
const objects = createMemoryObjectStore(clock);
const jobs: JobData[] = [];
let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  const { db } = database;
  await ensureDefaultOrganisation({ db, clock });
  await database.owner.execute(
    sql`INSERT INTO organisations (id, name, is_demo, version, created_at, updated_at)
        VALUES (${otherOrgId}, 'Other', false, 1, now(), now())`,
  );
  ({ api } = await createTestApi({
    db,
    clock,
    ids,
    objects,
    jobs: {
      add: (_name, data) => {
        jobs.push(data);
        return Promise.resolve();
      },
    },
    leads: { list: (orgId, query) => listLeads({ db }, orgId, query) },
  }));
});
afterAll(() => database?.dispose());

interface Asked {
  body?: object | string;
  type?: string;
  match?: string;
  other?: boolean;
}
async function ask(method: 'GET' | 'POST' | 'PATCH', url: string, { body, type, match, other }: Asked = {}) {
  const reply = await api.inject({
    method,
    url,
    headers: {
      ...(type && { 'content-type': type }),
      ...(match && { 'if-match': match }),
      ...(other && { 'allo-organisation': otherOrgId }),
    },
    ...(body !== undefined && { payload: body }),
  });
  const isJson = String(reply.headers['content-type']).includes('json');
  return {
    status: reply.statusCode,
    json: isJson ? reply.json<Record<string, unknown>>() : {},
    text: reply.body,
  };
}
const run = (signal = new AbortController().signal) => {
  const { importId } = jobs.at(-1) as { importId: string };
  const deps = { db: database.db, clock, ids, objects, log: createSilentLog() };
  return runImport(deps, defaultOrgId, importId, signal);
};
const upload = (body: string, name = 'list.csv') =>
  ask('POST', `/v1/leads/import?fileName=${name}`, { body, type: 'text/csv' });
const importOf = async (id: unknown) =>
  (await ask('GET', `/v1/imports/${String(id)}`)).json as unknown as LeadImport;
const countOf = async (name: string) =>
  (
    await database.owner.execute<{ count: number }>(
      sql`SELECT count(*)::int AS count FROM leads WHERE name LIKE ${name}`,
    )
  ).rows[0]?.count;

describe('leads over the API', () => {
  let url = '';

  it('201, 200: added by hand, found by words and number, changed', async () => {
    const body = {
      name: 'Анна',
      phone: '8 (916) 123-45-67',
      fields: [{ name: 'city', value: 'Тверь', display: 'Тверь', isConfirmed: true }],
    };
    const made = await ask('POST', '/v1/leads', { body });
    expect([made.status, made.json]).toMatchObject([
      201,
      { phone: '+79161234567', status: 'new', callId: null, version: 1 },
    ]);
    url = `/v1/leads/${String(made.json.id)}`;
    const told = await database.owner.execute(sql`SELECT payload FROM outbox WHERE type = 'lead.created'`);
    expect(JSON.stringify(told.rows)).toContain(String(made.json.id));
    for (const query of ['q=%D0%B0%D0%BD%D0%BD', 'q=916-123', 'status=new&kind=lead']) {
      expect([query, (await ask('GET', `/v1/leads?${query}`)).json.items]).toMatchObject([
        query,
        [{ name: 'Анна' }],
      ]);
    }
    expect((await ask('GET', '/v1/leads?q=%25')).json.items).toEqual([]);
    const changed = await ask('PATCH', url, { body: { status: 'done', phone: null }, match: '"1"' });
    expect(changed.json).toMatchObject({ status: 'done', phone: null, name: 'Анна', version: 2 });
  });

  it('400, 412, 428, 404: what is refused', async () => {
    expect((await ask('POST', '/v1/leads', { body: {} })).status).toBe(400);
    expect((await ask('POST', '/v1/leads', { body: { name: 'a\0' } })).status).toBe(400);
    expect((await ask('POST', '/v1/leads', { body: { phone: 'none' } })).status).toBe(400);
    expect((await ask('PATCH', url, { body: { status: 'done' } })).status).toBe(428);
    expect((await ask('PATCH', url, { body: { status: 'done' }, match: '"1"' })).status).toBe(412);
    expect((await ask('GET', url, { other: true })).status).toBe(404);
    expect((await ask('PATCH', url, { body: { status: 'new' }, match: '*', other: true })).status).toBe(404);
    for (const id of ['x', '%00']) expect((await ask('GET', `/v1/leads/${id}`)).status).toBe(404);
  });

  it('goes out as a file no spreadsheet runs', async () => {
    await ask('POST', '/v1/leads', { body: { name: '=HYPERLINK("http://evil")', phone: '+79160000001' } });
    const { text } = await ask('GET', '/v1/leads/export?status=new');
    const [header, row] = text.split('\r\n');
    expect(header).toBe('\ufeffid,createdAt,status,kind,name,phone,agentId,callId,fields');
    expect(row).toMatch(/,new,lead,"'=HYPERLINK\(""http:\/\/evil""\)",\+79160000001,,,$/);
    expect((await ask('GET', '/v1/leads/export', { other: true })).text.split('\r\n')).toHaveLength(2);
  });
});

describe('a list brought along as a file', () => {
  const list = (count: number, mark: string) =>
    `Имя;Телефон;Город\n${Array.from({ length: count }, (_, n) => `${mark} ${n};+7916${String(n).padStart(7, '0')};Тверь`).join('\n')}`;

  it('202: every row becomes a lead once, also when it is broken off and run again', async () => {
    const started = await upload(list(1000, 'Раз'));
    expect([started.status, started.json]).toMatchObject([202, { status: 'waiting', progress: 0 }]);
    const stop = new AbortController();
    const broken = run(stop.signal);
    while ((await importOf(started.json.id)).rowsRead === 0) await clock.sleep(5);
    stop.abort();
    await expect(broken).rejects.toThrow();
    const half = await importOf(started.json.id);
    expect(half.status).toBe('running');
    expect(half.rowsRead).toBeLessThan(1000);
    await run();
    expect(await importOf(started.json.id)).toMatchObject({
      status: 'done',
      progress: 100,
      rowsMade: 1000,
      rowsRefused: 0,
    });
    expect(await countOf('Раз %')).toBe(1000);
    expect(objects.objects.size).toBe(0);
  });

  it('200: the same file again is the same import, and the other organisation’s is its own', async () => {
    const again = await upload(list(1000, 'Раз'), 'copy.csv');
    expect([again.status, again.json]).toMatchObject([200, { status: 'done', fileName: 'list.csv' }]);
    expect(objects.objects.size).toBe(0);
    const url = `/v1/imports/${String(again.json.id)}`;
    expect((await ask('GET', url, { other: true })).status).toBe(404);
    expect((await ask('GET', '/v1/imports/x')).status).toBe(404);
  });

  it('tells the rows it left out', async () => {
    const started = await upload('phone,name\n+79160000000,Два 1\nnone,Два 2\n,\n+79160000003,Два 3\n');
    await run();
    expect(await importOf(started.json.id)).toMatchObject({
      status: 'done',
      rowsRead: 4,
      rowsMade: 2,
      refusals: [
        { row: 3, code: 'phone_invalid', column: 'phone' },
        { row: 4, code: 'nothing_given', column: null },
      ],
    });
  });

  it.each([
    ['a;b\n1;2', 'header_missing'],
    ['', 'header_missing'],
    ['name\na\0b', 'not_text'],
  ])('%j fails as %s', async (body, errorCode) => {
    const started = await upload(body);
    await run();
    expect(await importOf(started.json.id)).toMatchObject({ status: 'failed', errorCode });
  });

  it('415: anything but CSV', async () => {
    const reply = await ask('POST', '/v1/leads/import', { body: '{}', type: 'application/json' });
    expect([reply.status, reply.json.code]).toEqual([415, 'unsupported_type']);
    expect(reply.json.detail).toMatch(/text\/csv/);
  });
});
