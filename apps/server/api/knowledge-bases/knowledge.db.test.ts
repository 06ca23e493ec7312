import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { createCallStore, ensureDefaultOrganisation, ingestDocument, migrationsFolder } from '@allo/business';
import { type CallId, defaultOrgId, type OrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import type { KnowledgeHit, Usage } from '@allo/contracts/http';
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
  const add = (_name: string, data: JobData) => {
    jobs.push(data);
    return Promise.resolve();
  };
  ({ api } = await createTestApi({ db, clock, ids, objects, jobs: { add } }));
});
afterAll(() => database?.dispose());

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
interface Asked {
  body?: object | string;
  type?: string;
  match?: string;
  other?: boolean;
}
async function ask(method: Method, url: string, { body, type, match, other }: Asked = {}) {
  const headers = {
    ...(type && { 'content-type': type }),
    ...(match && { 'if-match': match }),
    ...(other && { 'allo-organisation': otherOrgId }),
  };
  const reply = await api.inject({ method, url, headers, ...(body !== undefined && { payload: body }) });
  return { status: reply.statusCode, json: reply.body ? reply.json<Record<string, unknown>>() : {} };
}
const ingest = (signal = new AbortController().signal) => {
  const { documentId } = jobs.at(-1) as { documentId: string };
  return ingestDocument({ db: database.db, clock, objects }, defaultOrgId, documentId, signal);
};

describe('knowledge bases over the API', () => {
  let base = '';
  let documentUrl = '';
  const search = async (q: string) =>
    (await ask('GET', `${base}/search?q=${encodeURIComponent(q)}`)).json.items as KnowledgeHit[];

  it('201, 409, 412: made, named once, changed as read', async () => {
    const made = await ask('POST', '/v1/knowledge-bases', { body: { name: 'Услуги' } });
    expect([made.status, made.json]).toMatchObject([201, { documentCount: 0, version: 1 }]);
    base = `/v1/knowledge-bases/${String(made.json.id)}`;
    expect((await ask('POST', '/v1/knowledge-bases', { body: { name: 'Услуги' } })).status).toBe(409);
    const second = await ask('POST', '/v1/knowledge-bases', { body: { name: 'Другое' } });
    const rename = { body: { name: 'Услуги' }, match: '"1"' };
    expect((await ask('PATCH', `/v1/knowledge-bases/${String(second.json.id)}`, rename)).status).toBe(409);
    expect((await ask('PATCH', base, { body: { description: 'x' } })).status).toBe(428);
    expect((await ask('PATCH', base, { body: { description: 'x' }, match: '"2"' })).status).toBe(412);
    expect((await ask('PATCH', base, { body: { description: 'x' }, match: '"1"' })).json.version).toBe(2);
  });

  it('202: an HTML page is read in the background and found by any form of its words', async () => {
    const body =
      '<h1>Цены</h1><p>Стрижка для женщин стоит полторы тысячи рублей.</p><p>Parking places are free for our clients.</p>';
    const added = await ask('POST', `${base}/documents?name=c:\\prices.html`, {
      body,
      type: 'text/html; charset=utf-8',
    });
    expect([added.status, added.json]).toMatchObject([
      202,
      { status: 'uploaded', name: 'prices.html', contentType: 'text/html' },
    ]);
    documentUrl = `${base}/documents/${String(added.json.id)}`;
    expect(await search('стрижка')).toEqual([]);
    await ingest();
    expect((await ask('GET', documentUrl)).json).toMatchObject({
      status: 'ready',
      progress: 100,
      chunkCount: 1,
    });
    for (const question of ['сколько стоят женские стрижки', 'рубль', 'client parking']) {
      expect([question, await search(question)]).toMatchObject([
        question,
        [{ documentName: 'prices.html', seq: 0 }],
      ]);
    }
    for (const question of ['погода', "'; & | <->", 'и'])
      expect([question, await search(question)]).toEqual([question, []]);
    expect((await ask('GET', `${base}/search?q=%00`)).status).toBe(400);
  });

  it('a long text is broken off and read again / whole, once', async () => {
    const body = Array.from({ length: 3000 }, (_, n) => `Пункт ${n}: правило номер ${n}.`).join('\n');
    const added = await ask('POST', `${base}/documents?name=rules.txt`, { body, type: 'text/plain' });
    const url = `${base}/documents/${String(added.json.id)}`;
    const stop = new AbortController();
    const broken = ingest(stop.signal);
    while ((await ask('GET', url)).json.chunkCount === 0) await clock.sleep(5);
    stop.abort();
    await expect(broken).rejects.toThrow();
    expect((await ask('GET', url)).json.status).toBe('processing');
    await ingest();
    const { rows } = await database.owner.execute<{ text: string }>(
      sql`SELECT text FROM document_chunks WHERE document_id = ${String(added.json.id)} ORDER BY seq`,
    );
    expect(rows.map(({ text }) => text).join('\n')).toBe(body);
    expect((await ask('GET', base)).json.documentCount).toBe(2);
    expect((await search('правило 2999'))[0]?.text).toContain('Пункт 2999');
  });

  it.each([
    ['', 'empty'],
    ['a\0b', 'not_text'],
  ])('%j fails as %s', async (body, errorCode) => {
    const added = await ask('POST', `${base}/documents?name=bad.txt`, { body, type: 'text/plain' });
    await ingest();
    const url = `${base}/documents/${String(added.json.id)}`;
    expect((await ask('GET', url)).json).toMatchObject({ status: 'failed', errorCode });
    expect((await ask('DELETE', url)).status).toBe(204);
  });

  it('415: formats that cannot be read yet; 400: no name', async () => {
    const pdf = await ask('POST', `${base}/documents?name=x.pdf`, { body: '%PDF', type: 'application/pdf' });
    expect([pdf.status, pdf.json.detail]).toEqual([415, expect.stringContaining('PDF') as string]);
    expect((await ask('POST', `${base}/documents`, { body: 'x', type: 'text/plain' })).status).toBe(400);
  });

  it('404: another organisation sees none of it', async () => {
    const other = true;
    const tried = [
      await ask('GET', base, { other }),
      await ask('PATCH', base, { other, match: '*', body: { name: 'x' } }),
      await ask('DELETE', base, { other, match: '*' }),
      await ask('GET', `${base}/documents`, { other }),
      await ask('POST', `${base}/documents?name=x`, { other, body: 'x', type: 'text/plain' }),
      await ask('GET', documentUrl, { other }),
      await ask('DELETE', documentUrl, { other }),
      await ask('GET', `${base}/search?q=x`, { other }),
      await ask('GET', '/v1/knowledge-bases/x/search?q=x'),
      await ask('GET', `${base}/documents/%00`),
    ];
    expect(tried.map(({ status }) => status)).toEqual(tried.map(() => 404));
    expect((await ask('GET', '/v1/knowledge-bases', { other })).json.items).toEqual([]);
  });

  it('204: goes with its documents and their files', async () => {
    expect(objects.objects.size).toBe(2);
    expect((await ask('DELETE', base, { match: '"2"' })).status).toBe(204);
    expect(objects.objects.size).toBe(0);
    const { rows } = await database.owner.execute(sql`SELECT 1 FROM document_chunks`);
    expect(rows).toEqual([]);
  });
});

describe('usage over the API', () => {
  async function call(orgId: OrgId, day: string, minutes: number, outcome: 'lead' | null) {
    const callId = ids.uuid() as CallId;
    const calls = createCallStore({ db: database.db, clock, ids, log: createSilentLog(), nodeId: 'n' });
    const steps = [
      ['call.initiated', { direction: 'inbound', wire: 'sip', from: '1', to: '2' }],
      ['call.agent_assigned', { agentId: 'salon', agentName: 'A', skillbaseVersion: 1 }],
      ['call.answered', { setupMs: 1 }],
      [
        'call.ended',
        { reason: 'caller-hung-up', durationMs: minutes * 60_000, outcome, outcomeReason: null },
      ],
    ] as const;
    const events = steps.map(([type, data], index) => {
      const at = `${day}T23:59:0${index}.000Z`;
      return { id: ids.uuid(), orgId, callId, seq: index + 1, at, type, data } as AlloEvent;
    });
    await calls.append(orgId, events);
  }

  it('counts calls, minutes as telephone companies do, and outcomes, by day and by agent', async () => {
    await call(defaultOrgId, '2026-03-01', 1.2, 'lead');
    await call(defaultOrgId, '2026-03-01', 0.1, null);
    await call(defaultOrgId, '2026-03-02', 5, 'lead');
    await call(otherOrgId, '2026-03-01', 9, null);
    const byDay = (await ask('GET', '/v1/usage?from=2026-03-01&to=2026-03-02')).json as unknown as Usage;
    expect(byDay.items).toEqual([
      {
        key: '2026-03-01',
        calls: 2,
        answered: 2,
        minutes: 3,
        outcomes: { lead: 1 },
        voiceToVoiceP50Ms: null,
      },
      {
        key: '2026-03-02',
        calls: 1,
        answered: 1,
        minutes: 5,
        outcomes: { lead: 1 },
        voiceToVoiceP50Ms: null,
      },
    ]);
    expect(byDay.total).toMatchObject({ calls: 3, minutes: 8, outcomes: { lead: 2 } });
    const byAgent = (await ask('GET', '/v1/usage?from=2026-03-01&to=2026-03-01&by=agent'))
      .json as unknown as Usage;
    expect(byAgent.items).toMatchObject([{ key: 'salon', calls: 2 }]);
  });

  it('400: no days, a wrong order, years', async () => {
    for (const query of [
      '',
      'from=2026-03-02&to=2026-03-01',
      'from=2020-01-01&to=2026-01-01',
      'from=x&to=y',
    ]) {
      expect([query, (await ask('GET', `/v1/usage?${query}`)).status]).toEqual([query, 400]);
    }
  });
});
