import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createOutgoingHttp } from '@allo/adapters/outgoing-http';
import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import { ensureDefaultOrganisation, migrationsFolder } from '@allo/business';
import type { OutgoingHttp } from '@allo/contracts/ports';
import { createSystemClock, VirtualClock } from '@allo/kernel';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../api.ts';
import { createTestApi, otherOrgId } from '../testing.ts';

const clock = new VirtualClock();
let database: TestDatabase;
let api: Api;
let outgoing: OutgoingHttp;
let receiver: Server;
let receiverUrl = '';
/** What reached the tool's server. */
const heard: string[] = [];
let changes = 0;

beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  await ensureDefaultOrganisation({ db: database.db, clock });
  await database.owner.execute(
    sql`INSERT INTO organisations (id, name, is_demo, version, created_at, updated_at)
        VALUES (${otherOrgId}, 'Other', false, 1, now(), now())`,
  );
  receiver = createServer((request, response) => {
    heard.push(`${request.method} ${request.url} ${String(request.headers['x-key'])}`);
    response.setHeader('content-type', 'application/json').end('{"имя":"Анна"}');
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  receiverUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  outgoing = createOutgoingHttp({ clock: createSystemClock(), allowedNetworks: ['127.0.0.0/8'] });
  ({ api } = await createTestApi({
    db: database.db,
    clock,
    outgoing,
    trunksChanged: () => {
      changes += 1;
      return Promise.resolve();
    },
    probeTrunk: (host) => Promise.resolve({ isOk: host === 'sip.example.com', steps: [] }),
  }));
});
afterAll(async () => {
  outgoing?.close();
  receiver?.close();
  await database?.dispose();
});

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
async function ask(
  method: Method,
  url: string,
  asked: { body?: object; match?: string; other?: boolean } = {},
) {
  const { body, match, other } = asked;
  const headers = { ...(match && { 'if-match': match }), ...(other && { 'allo-organisation': otherOrgId }) };
  const reply = await api.inject({ method, url, headers, ...(body && { payload: body }) });
  return {
    status: reply.statusCode,
    text: reply.body,
    json: reply.body ? reply.json<Record<string, unknown>>() : {},
  };
}

describe('tools over the API', () => {
  const definition = () => ({
    method: 'GET',
    url: `${receiverUrl}/clients/{phone}`,
    headers: { 'X-Key': { secret: 'crm' } },
    parameters: { properties: { phone: { type: 'string' } }, required: ['phone'] },
  });
  let url = '';

  it('201: stored, and really called with its secret, which no reply holds', async () => {
    const made = await ask('POST', '/v1/tools', {
      body: { name: 'find_client', description: '', definition: definition() },
    });
    expect([made.status, made.json.version]).toEqual([201, 1]);
    url = `/v1/tools/${String(made.json.id)}`;
    const trial = { body: { parameters: { phone: '+7 916' } } };
    expect((await ask('POST', `${url}/test`, trial)).json.detail).toMatch(/“crm” .* not set/);
    const value = 'top-secret-value-0123';
    expect((await ask('PUT', '/v1/tool-secrets/crm', { body: { value } })).status).toBe(204);
    const done = await ask('POST', `${url}/test`, trial);
    expect(done.json).toMatchObject({ isOk: true, status: 200, error: null, body: '{"имя":"Анна"}' });
    expect(heard).toEqual([`GET /clients/%2B7%20916 ${value}`]);
    const replies = [await ask('GET', '/v1/tool-secrets'), await ask('GET', url), done];
    expect(replies.map(({ text }) => text).join()).not.toContain(value);
    const { rows } = await database.owner.execute(sql`SELECT * FROM audit_log`);
    expect(JSON.stringify(rows)).not.toContain(value);
  });

  it('400: what cannot be called, parameters that do not fit; 409: a name that is taken', async () => {
    for (const change of [
      { url: 'ftp://x.example/' },
      { url: 'http://10.0.0.1/' },
      { method: 'TRACE' },
      { headers: { 'a b': 'x' } },
    ]) {
      const body = { name: 'other', description: '', definition: { ...definition(), ...change } };
      expect([change, (await ask('POST', '/v1/tools', { body })).status]).toEqual([change, 400]);
    }
    expect((await ask('POST', `${url}/test`, { body: { parameters: { fax: 1 } } })).status).toBe(400);
    const again = { name: 'find_client', description: '', definition: definition() };
    expect((await ask('POST', '/v1/tools', { body: again })).status).toBe(409);
  });

  it('428, 412, 200, 204: edits of what was read', async () => {
    expect((await ask('PATCH', url, { body: { description: 'x' } })).status).toBe(428);
    expect((await ask('PATCH', url, { body: { description: 'x' }, match: '"7"' })).status).toBe(412);
    expect((await ask('PATCH', url, { body: { isEnabled: false }, match: '"1"' })).json).toMatchObject({
      isEnabled: false,
      version: 2,
    });
    expect((await ask('DELETE', url, { match: '*', other: true })).status).toBe(404);
    expect((await ask('DELETE', url, { match: '"2"' })).status).toBe(204);
    expect((await ask('DELETE', '/v1/tool-secrets/crm', { other: true })).status).toBe(404);
    expect((await ask('DELETE', '/v1/tool-secrets/crm')).status).toBe(204);
    expect((await ask('DELETE', '/v1/tool-secrets/%00')).status).toBe(404);
  });
});

describe('trunks over the API', () => {
  it('keeps the password to itself, tells this node of every change, and asks the host', async () => {
    const body = {
      name: 'Основной',
      username: 'main',
      password: 'long-enough-password',
      host: 'sip.example.com',
    };
    const made = await ask('POST', '/v1/trunks', { body });
    expect([made.status, made.json]).toMatchObject([
      201,
      { hasPassword: true, isEnabled: true, sources: [] },
    ]);
    expect(made.text).not.toContain(body.password);
    const url = `/v1/trunks/${String(made.json.id)}`;
    expect((await ask('POST', `${url}/test`)).json).toMatchObject({ isOk: true });
    const named = await ask('PATCH', url, { body: { name: 'Запасной' }, match: '"1"' });
    expect(named.json).toMatchObject({ name: 'Запасной', hasPassword: true, version: 2 });
    expect((await ask('PATCH', url, { body: { password: null }, match: '"2"' })).status).toBe(400);
    expect((await ask('POST', '/v1/trunks', { body, other: true })).status).toBe(409);
    expect((await ask('GET', url, { other: true })).status).toBe(404);
    expect((await ask('GET', '/v1/trunks', { other: true })).json.items).toEqual([]);
    expect((await ask('POST', `${url}/test`, { other: true })).status).toBe(404);
    expect((await ask('DELETE', url, { match: '"2"' })).status).toBe(204);
    expect(changes).toBe(3);
  });

  it.each(['x', '%00', '00000000-0000-0000-0000-00000000000g'])(
    '404: %s is neither trunk nor tool',
    async (id) => {
      for (const kind of ['trunks', 'tools']) {
        expect((await ask('GET', `/v1/${kind}/${id}`)).status).toBe(404);
        expect((await ask('DELETE', `/v1/${kind}/${id}`, { match: '*' })).status).toBe(404);
      }
    },
  );
});
