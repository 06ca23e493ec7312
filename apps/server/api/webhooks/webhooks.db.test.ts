import { createOutgoingHttp } from '@allo/adapters/outgoing-http';
import { openTestDatabase, type TestDatabase } from '@allo/adapters/postgres/testing';
import {
  createWebhookDispatcher,
  createWebhooks,
  ensureDefaultOrganisation,
  migrationsFolder,
  type WebhookDispatcher,
} from '@allo/business';
import { permissionsOf, type Role } from '@allo/contracts/access';
import type { OutgoingHttp } from '@allo/contracts/ports';
import {
  createIds,
  createMasterKeys,
  createSeededRandom,
  createSilentLog,
  createSystemClock,
} from '@allo/kernel';
import { startWebhookReceiver, type WebhookReceiver } from '@allo/testing/stand-ins/webhook-receiver';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Api } from '../api.ts';
import { createTestApi, openAccess, otherOrgId } from '../testing.ts';

const clock = createSystemClock();
let database: TestDatabase;
let api: Api;
let http: OutgoingHttp;
let dispatcher: WebhookDispatcher;
let receiver: WebhookReceiver;
let role: Role = 'owner';

beforeAll(async () => {
  database = await openTestDatabase({ migrations: migrationsFolder });
  await ensureDefaultOrganisation({ db: database.db, clock });
  await database.owner.execute(
    sql`INSERT INTO organisations (id, name, is_demo, version, created_at, updated_at)
        VALUES (${otherOrgId}, 'Other', false, 1, now(), now())`,
  );
  http = createOutgoingHttp({ clock, allowedNetworks: ['127.0.0.1'] });
  const deps = {
    db: database.db,
    clock,
    ids: createIds(clock),
    log: createSilentLog(),
    masterKeys: createMasterKeys([Buffer.alloc(32, 1).toString('base64')]),
    http,
  };
  dispatcher = createWebhookDispatcher({ ...deps, random: createSeededRandom(1) });
  receiver = await startWebhookReceiver();
  ({ api } = await createTestApi({
    webhooks: createWebhooks(deps),
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
beforeEach(() => {
  role = 'owner';
});
afterAll(async () => {
  await dispatcher?.stop?.();
  http?.close();
  await receiver?.close();
  await api?.close();
  await database?.dispose();
});

interface Asked {
  body?: object;
  match?: string;
  other?: boolean;
}
async function ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, asked: Asked = {}) {
  const { body, match, other } = asked;
  const reply = await api.inject({
    method,
    url,
    headers: { ...(match && { 'if-match': match }), ...(other && { 'allo-organisation': otherOrgId }) },
    ...(body && { payload: body }),
  });
  const json = reply.body === '' ? {} : reply.json<Record<string, unknown>>();
  return { status: reply.statusCode, json, headers: reply.headers };
}

async function made(body: object = {}) {
  const { json } = await ask('POST', '/v1/webhooks', { body: { url: receiver.url, ...body } });
  return { id: String(json.id), secret: String(json.secret) };
}

describe('webhooks over the API', () => {
  it('201: shows the secret once, with a tag and an address', async () => {
    const { status, json, headers } = await ask('POST', '/v1/webhooks', {
      body: { url: receiver.url, eventFilters: ['call.*', 'call.*'] },
    });
    expect([status, headers.etag, headers.location]).toEqual([201, '"1"', `/v1/webhooks/${String(json.id)}`]);
    expect(json).toMatchObject({ eventFilters: ['call.*'], isEnabled: true, disabledReason: null });
    expect(json.secret).toMatch(/^whsec_/);
    const read = await ask('GET', `/v1/webhooks/${String(json.id)}`);
    expect([read.status, read.json.secret, read.headers.etag]).toEqual([200, undefined, '"1"']);
    expect(JSON.stringify((await ask('GET', '/v1/webhooks')).json)).not.toContain('whsec_');
  });

  it.each([
    [{}],
    [{ url: 'http://10.0.0.1/' }],
    [{ url: 'http://169.254.169.254/latest/meta-data' }],
    [{ url: 'ftp://example.com/' }],
    [{ url: `https://example.com/${'a'.repeat(3000)}` }],
    [{ url: `https://example.com/${'я'.repeat(1500)}` }],
    [{ url: 'https://example.com/\0' }],
    [{ url: 'https://example.com/', eventFilters: [] }],
    [{ url: 'https://example.com/', eventFilters: ['nonsense'] }],
    [{ url: 'https://example.com/', description: 'a\0b' }],
    [{ url: 7 }],
  ])('400: %j', async (body) => {
    expect((await ask('POST', '/v1/webhooks', { body })).status).toBe(400);
  });

  it.each([
    [{}],
    [{ since: 'yesterday' }],
    [{ since: '0000-01-01T00:00:00Z' }],
    [{ since: '2026-01-01T00:00:00Z', until: '2026-13-01T00:00:00Z' }],
    [{ since: '2026-01-01T00:00:00Z', states: [] }],
    [{ since: '2026-01-01T00:00:00Z', states: ['pending'] }],
  ])('400: a replay of %j', async (body) => {
    const { id } = await made();
    expect((await ask('POST', `/v1/webhooks/${id}/replay`, { body })).status).toBe(400);
  });

  it('400: a cursor of somebody’s own making', async () => {
    const { id } = await made();
    const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const absent = '01959999-0000-7000-8000-000000000404';
    for (const cursor of ['x', forged([]), forged(['0000-01-01T00:00:00Z', absent]), forged([1, 2])]) {
      expect((await ask('GET', `/v1/webhooks?cursor=${cursor}`)).status).toBe(400);
      expect((await ask('GET', `/v1/webhooks/${id}/deliveries?cursor=${cursor}`)).status).toBe(400);
    }
  });

  it('403: an editor looks, and does not touch', async () => {
    const { id } = await made();
    role = 'editor';
    expect((await ask('GET', `/v1/webhooks/${id}`)).status).toBe(200);
    const body = { url: receiver.url };
    const refused = [
      await ask('POST', '/v1/webhooks', { body }),
      await ask('PATCH', `/v1/webhooks/${id}`, { body, match: '*' }),
      await ask('DELETE', `/v1/webhooks/${id}`, { match: '*' }),
      await ask('POST', `/v1/webhooks/${id}/rotate-secret`, { body: {} }),
      await ask('POST', `/v1/webhooks/${id}/test`),
      await ask('POST', `/v1/webhooks/${id}/replay`, { body: { since: '2026-01-01T00:00:00Z' } }),
    ];
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403));
    role = 'viewer';
    expect((await ask('GET', '/v1/webhooks')).status).toBe(403);
  });

  it('404: of another organisation, absent and impossible ids look the same', async () => {
    const { id } = await made();
    const { json: delivery } = await ask('POST', `/v1/webhooks/${id}/test`);
    const absent = '01959999-0000-7000-8000-000000000404';
    const body = { since: '2026-01-01T00:00:00Z' };
    for (const [own, other] of [
      [id, true],
      [absent, false],
      ['..%2F', false],
      ['not-a-uuid', false],
    ] as const) {
      const at = `/v1/webhooks/${own}`;
      const one = `${at}/deliveries/${String(delivery.id)}`;
      const replies = [
        await ask('GET', at, { other }),
        await ask('PATCH', at, { other, body: { description: 'x' }, match: '*' }),
        await ask('DELETE', at, { other, match: '*' }),
        await ask('POST', `${at}/rotate-secret`, { other, body: {} }),
        await ask('POST', `${at}/test`, { other }),
        await ask('POST', `${at}/replay`, { other, body }),
        await ask('GET', `${at}/deliveries`, { other }),
        await ask('GET', one, { other }),
        await ask('POST', `${one}/replay`, { other }),
      ];
      expect(replies.map(({ status, json }) => [own, status, json.code])).toEqual(
        replies.map(() => [own, 404, 'not_found']),
      );
    }
    expect((await ask('GET', '/v1/webhooks', { other: true })).json).toEqual({ items: [], nextCursor: null });
    expect((await ask('GET', `/v1/webhooks/${id}`)).status).toBe(200);
  });

  it('412 and 428: a change names the version it was made of', async () => {
    const { id } = await made();
    const at = `/v1/webhooks/${id}`;
    const body = { description: 'n8n' };
    expect((await ask('PATCH', at, { body })).status).toBe(428);
    const changed = await ask('PATCH', at, { body, match: '"1"' });
    expect([changed.status, changed.json.description, changed.headers.etag]).toEqual([200, 'n8n', '"2"']);
    expect((await ask('PATCH', at, { body, match: '"1"' })).status).toBe(412);
    expect((await ask('DELETE', at, { match: '"1"' })).status).toBe(412);
    expect((await ask('DELETE', at, { match: '"2"' })).status).toBe(204);
    expect((await ask('GET', at)).status).toBe(404);
  });

  it('202: a test arrives, verified; its log is read, and it is replayed', async () => {
    const { id, secret } = await made({ eventFilters: ['lead.created'] });
    receiver.trust(secret);
    receiver.received.length = 0;
    receiver.behave({ status: 200, body: '{"ok":true}' });
    const tested = await ask('POST', `/v1/webhooks/${id}/test`);
    expect([tested.status, tested.json.state]).toEqual([202, 'pending']);
    await dispatcher.idle();
    const at = `/v1/webhooks/${id}/deliveries/${String(tested.json.id)}`;
    const read = await ask('GET', at);
    expect(read.json).toMatchObject({
      state: 'delivered',
      isTest: true,
      nextAttemptAt: null,
      log: [{ number: 1, status: 200, error: null, responseBody: '{"ok":true}' }],
    });
    const listed = await ask('GET', `/v1/webhooks/${id}/deliveries?state=delivered&limit=1`);
    expect(listed.json).toMatchObject({ items: [{ id: tested.json.id, attempts: 1 }], nextCursor: null });

    expect((await ask('POST', `${at}/replay`)).status).toBe(202);
    const range = { since: '2026-01-01T00:00:00Z', states: ['delivered', 'dead'] };
    await dispatcher.idle();
    expect((await ask('POST', `/v1/webhooks/${id}/replay`, { body: range })).json).toEqual({ replayed: 1 });
    await dispatcher.idle();
    const mine = receiver.received.filter((one) => one.payload.data.webhookId === id);
    expect(mine.map((one) => [one.isVerified, one.id === mine[0]?.id])).toEqual(Array(3).fill([true, true]));
  });

  it('200: a rotated secret is shown once', async () => {
    const { id, secret } = await made();
    const rotated = await ask('POST', `/v1/webhooks/${id}/rotate-secret`, { body: { overlapHours: 1 } });
    expect(rotated.status).toBe(200);
    expect(rotated.json.secret).not.toBe(secret);
    expect(rotated.json.previousSecretUntil).toEqual(expect.any(String));
    const wrong = await ask('POST', `/v1/webhooks/${id}/rotate-secret`, { body: { overlapHours: 1000 } });
    expect(wrong.status).toBe(400);
  });

  it('409: there is an end to how many', async () => {
    const body = { url: receiver.url };
    let last = await ask('POST', '/v1/webhooks', { body, other: true });
    for (let count = 1; count <= 50; count++) last = await ask('POST', '/v1/webhooks', { body, other: true });
    expect(last.status).toBe(409);
  });
});
