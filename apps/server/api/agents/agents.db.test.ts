import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { ensureDefaultOrganisation, migrationsFolder, shippedAgentsFolder } from '@allo/business';
import { defaultOrgId } from '@allo/contracts';
import { permissionsOf, type Role } from '@allo/contracts/access';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { VirtualClock } from '@allo/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../api.ts';
import { createTestApi, openAccess, otherOrgId } from '../testing.ts';

const clock = new VirtualClock();
let database: TestDatabase;
let api: Api;
let yaml: string;
/** Organisation and, if something was published, its name. */
const told: Array<[string, string | undefined]> = [];
let role: Role = 'owner';

beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  await ensureDefaultOrganisation({ db: database.db, clock });
  await database.owner.execute(
    sql`INSERT INTO organisations (id, name, is_demo, version, created_at, updated_at)
        VALUES (${otherOrgId}, 'Other', false, 1, now(), now())`,
  );
  yaml = await readFile(join(shippedAgentsFolder, 'lidia.yaml'), 'utf8');
  ({ api } = await createTestApi({
    db: database.db,
    clock,
    agentsChanged: (orgId, published) => {
      told.push([orgId, published?.name]);
      return Promise.resolve();
    },
    access: {
      ...openAccess,
      principalOf: async (asked) => ({
        ...(await openAccess.principalOf(asked)),
        role,
        permissions: permissionsOf(role),
      }),
    },
  }));
});
afterAll(() => database?.dispose());

type Json = Record<string, unknown>;
interface Asked {
  body?: object | string;
  match?: string;
  other?: boolean;
  accept?: string;
}
async function ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, asked: Asked = {}) {
  const { body, match, other, accept } = asked;
  const reply = await api.inject({
    method,
    url,
    headers: {
      ...(typeof body === 'string' && { 'content-type': 'application/yaml' }),
      ...(match && { 'if-match': match }),
      ...(other && { 'allo-organisation': otherOrgId }),
      ...(accept && { accept }),
    },
    ...(body !== undefined && { payload: body }),
  });
  const isJson = String(reply.headers['content-type']).includes('json');
  return { status: reply.statusCode, json: isJson ? reply.json<Json>() : {}, text: reply.body, reply };
}

describe('agents over the API', () => {
  it('201: a YAML skillbase becomes a draft that answers nothing until it is published', async () => {
    const made = await ask('POST', '/v1/agents?note=first', { body: yaml });
    expect([made.status, made.json]).toEqual([
      201,
      expect.objectContaining({ id: 'lidia', version: null, draftVersion: 1, revision: 1 }),
    ]);
    expect((await ask('GET', '/v1/agents/lidia/skillbase')).status).toBe(404);
    expect((await ask('GET', '/v1/agents?status=published')).json.items).toEqual([]);
    const published = await ask('POST', '/v1/agents/lidia/versions/1/publish');
    expect(published.json).toMatchObject({ version: 1, draftVersion: null, revision: 2 });
    expect(told.at(-1)).toEqual([defaultOrgId, published.json.name]);
  });

  it('keeps versions, tells how they differ, publishes and goes back', async () => {
    const skillbase = (await ask('GET', '/v1/agents/lidia/skillbase')).json;
    const body = { ...skillbase, name: 'Лидия 2' };
    const added = await ask('POST', '/v1/agents/lidia/versions?publish=true', { body });
    expect([added.status, added.json.version, added.json.status]).toEqual([201, 2, 'published']);
    expect(added.json.authorName).toBe('Owner');
    const diff = await ask('GET', '/v1/agents/lidia/versions/2/diff?against=1');
    expect(diff.json.changes).toEqual([{ path: 'name', before: skillbase.name, after: 'Лидия 2' }]);
    expect((await ask('GET', '/v1/agents/lidia')).json).toMatchObject({ name: 'Лидия 2', version: 2 });
    await ask('POST', '/v1/agents/lidia/versions', { body: skillbase });
    expect((await ask('POST', '/v1/agents/lidia/versions/3/rollback')).status).toBe(409);
    const back = await ask('POST', '/v1/agents/lidia/versions/1/rollback');
    expect(back.json).toMatchObject({ name: skillbase.name, version: 1, draftVersion: 3 });
    const list = await ask('GET', '/v1/agents/lidia/versions?limit=2');
    expect(list.json.items).toMatchObject([
      { version: 3, status: 'draft' },
      { version: 2, status: 'archived' },
    ]);
    const rest = await ask('GET', `/v1/agents/lidia/versions?cursor=${String(list.json.nextCursor)}`);
    expect(rest.json).toMatchObject({ items: [{ version: 1, status: 'published' }], nextCursor: null });
  });

  it('tells whoever follows of what was published, and of no draft', async () => {
    const { rows } = await database.owner.execute<{ key: string; version: number }>(sql`
      SELECT key, (payload->>'version')::int AS version FROM outbox WHERE type = 'agent.published' ORDER BY id`);
    const published = await database.owner.execute<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM audit_log WHERE action IN ('agent.published', 'agent.rolled_back')`);
    expect(rows.length).toBe(published.rows[0]?.count);
    expect(rows.length).toBeGreaterThan(1);
    expect(new Set(rows.map(({ key }) => key))).toEqual(new Set(['lidia']));
  });

  it('answers YAML that makes the same agent again', async () => {
    const { text, reply } = await ask('GET', '/v1/agents/lidia/versions/2', { accept: 'application/yaml' });
    expect(reply.headers['content-type']).toMatch(/yaml/);
    const again = await ask('POST', '/v1/agents/lidia/versions', { body: text });
    const diff = await ask('GET', `/v1/agents/lidia/versions/${String(again.json.version)}/diff?against=2`);
    expect(diff.json.changes).toEqual([]);
  });

  it('400: names the place and the cure', async () => {
    const broken = await ask('POST', '/v1/agents', { body: yaml.replace('greeting:', 'greting:') });
    expect([broken.status, broken.json.code]).toEqual([400, 'skillbase_invalid']);
    expect(broken.json.detail).toMatch(/greting/);
    expect((await ask('POST', '/v1/agents/lidia/versions', { body: { id: 'x' } })).status).toBe(400);
    const other = yaml.replace(/^id: lidia/m, 'id: salon');
    expect((await ask('POST', '/v1/agents/lidia/versions', { body: other })).json.detail).toMatch(/“salon”/);
    expect(
      (await ask('POST', '/v1/agents', { body: yaml.replace(/^name: .*/m, 'name: "a\\0b"') })).status,
    ).toBe(400);
    for (const query of ['cursor=x', 'limit=0', 'status=no']) {
      expect((await ask('GET', `/v1/agents?${query}`)).status).toBe(400);
    }
  });

  it('409: an id that is taken; 428 and 412: an edit of what nobody read', async () => {
    expect((await ask('POST', '/v1/agents', { body: yaml })).status).toBe(409);
    const url = '/v1/agents/lidia';
    expect((await ask('PATCH', url, { body: { name: 'X' } })).status).toBe(428);
    expect((await ask('PATCH', url, { body: { name: 'X' }, match: '"1"' })).status).toBe(412);
    const etag = String((await ask('GET', url)).reply.headers.etag);
    const named = await ask('PATCH', url, { body: { name: 'Секретарь' }, match: etag });
    expect([named.status, named.json.name]).toEqual([200, 'Секретарь']);
    expect((await ask('PATCH', url, { body: { name: 'Y' }, match: etag })).status).toBe(412);
    // A name given by hand outlives a version that does not rename the agent.
    await ask('POST', `${url}/versions/1/publish`);
    expect((await ask('GET', url)).json.name).toBe('Секретарь');
    expect((await ask('GET', `/v1/agents?q=${encodeURIComponent('секретарь')}`)).json.items).toHaveLength(1);
    expect((await ask('GET', '/v1/agents?q=%25')).json.items).toHaveLength(0);
  });

  it('403: whoever may write may not thereby publish', async () => {
    role = 'operator';
    expect((await ask('POST', '/v1/agents', { body: yaml })).status).toBe(403);
    role = 'owner';
  });

  it('404: another organisation sees nothing, like what is not there', async () => {
    const urls = ['', '/skillbase', '/versions', '/versions/1', '/versions/1/diff?against=2'];
    for (const id of ['lidia', 'nobody', '%00', 'Ы', '../x']) {
      for (const url of urls) {
        expect([id, url, (await ask('GET', `/v1/agents/${id}${url}`, { other: true })).status]).toEqual([
          id,
          url,
          404,
        ]);
      }
    }
    const edits = [
      await ask('PATCH', '/v1/agents/lidia', { other: true, match: '*', body: { name: 'X' } }),
      await ask('DELETE', '/v1/agents/lidia', { other: true, match: '*' }),
      await ask('POST', '/v1/agents/lidia/versions', { other: true, body: yaml }),
      await ask('POST', '/v1/agents/lidia/versions/1/publish', { other: true }),
      await ask('POST', '/v1/agents/lidia/versions/1/rollback', { other: true }),
    ];
    expect(edits.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect((await ask('GET', '/v1/agents/lidia/versions/99')).status).toBe(404);
    expect((await ask('GET', '/v1/agents/lidia/versions/x')).status).toBe(404);
  });
});

describe('numbers over the API', () => {
  it('takes any writing, refuses a second agent, and lets two organisations have the same number', async () => {
    const added = await ask('POST', '/v1/numbers', {
      body: { number: '8 (495) 123-45-67', agentId: 'lidia' },
    });
    expect([added.status, added.json.number]).toEqual([201, '+74951234567']);
    const again = { number: '+74951234567', agentId: 'lidia' };
    expect((await ask('POST', '/v1/numbers', { body: again })).status).toBe(409);
    await ask('POST', '/v1/agents?publish=true', { body: yaml, other: true });
    expect((await ask('POST', '/v1/numbers', { body: again, other: true })).status).toBe(201);
    expect((await ask('GET', '/v1/numbers/84951234567')).json.agentId).toBe('lidia');
    expect((await ask('GET', '/v1/numbers?agentId=lidia')).json.items).toHaveLength(1);
  });

  it('400: an agent of nobody or of another organisation', async () => {
    await ask('POST', '/v1/agents', { body: yaml.replace(/^id: lidia/m, 'id: foreign'), other: true });
    for (const agentId of ['nobody', 'foreign']) {
      expect((await ask('POST', '/v1/numbers', { body: { number: '112', agentId } })).status).toBe(400);
    }
    expect((await ask('POST', '/v1/numbers', { body: { number: 'abc', agentId: 'lidia' } })).status).toBe(
      400,
    );
  });

  it('changes and removes what was read, and only that', async () => {
    const url = '/v1/numbers/%2B74951234567';
    expect((await ask('PATCH', url, { body: { agentId: 'lidia' } })).status).toBe(428);
    const changed = await ask('PATCH', url, { body: { agentId: 'lidia' }, match: '"1"' });
    expect([changed.status, changed.json.version]).toEqual([200, 2]);
    expect((await ask('DELETE', url, { match: '"1"' })).status).toBe(412);
    expect((await ask('DELETE', url, { match: '"2"' })).status).toBe(204);
    expect((await ask('GET', url)).status).toBe(404);
    expect((await ask('GET', url, { other: true })).status).toBe(200);
    for (const bad of ['lidia', '%00', '1'])
      expect((await ask('GET', `/v1/numbers/${bad}`)).status).toBe(404);
  });

  it('goes with its agent, and every change is in the log of its organisation', async () => {
    expect((await ask('DELETE', '/v1/agents/lidia', { match: '*', other: true })).status).toBe(204);
    expect((await ask('GET', '/v1/numbers', { other: true })).json.items).toEqual([]);
    const { rows } = await database.owner.execute<{ action: string }>(
      sql`SELECT action FROM audit_log WHERE org_id = ${otherOrgId} ORDER BY seq`,
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'agent.created',
      'number.added',
      'agent.created',
      'agent.removed',
    ]);
  });
});
