import { describe, expect, it } from 'vitest';
import { createTestApi } from '../testing.ts';

describe('every request', () => {
  it('403: is refused under a foreign name, whatever it asks for', async () => {
    const { api } = await createTestApi();
    for (const url of ['/health', '/v1/calls', '/nowhere', '/openapi.json']) {
      const reply = await api.inject({ url, headers: { host: 'rebound.example' } });
      expect([reply.statusCode, reply.json()]).toMatchObject([403, { code: 'forbidden' }]);
    }
  });

  it('carries its id and the headers that keep a browser from mischief', async () => {
    const { api } = await createTestApi();
    const [first, second] = await Promise.all([api.inject('/health'), api.inject('/v1/nothing')]);
    for (const reply of [first, second]) {
      expect(reply.headers['content-security-policy']).toContain("default-src 'self'");
      expect(reply.headers['x-content-type-options']).toBe('nosniff');
      expect(reply.headers['x-request-id']).toMatch(/^[0-9a-f]{16}$/);
    }
    expect(first.headers['x-request-id']).not.toBe(second.headers['x-request-id']);
  });

  it('413 and 400: is refused when its body is too large or broken', async () => {
    const { api } = await createTestApi();
    const post = (payload: string) =>
      api.inject({
        method: 'POST',
        url: '/v1/calls',
        headers: { 'content-type': 'application/json' },
        payload,
      });
    const replies = await Promise.all([post(JSON.stringify('x'.repeat(1_000_001))), post('{')]);
    expect(replies.map((reply) => [reply.statusCode, reply.json<{ code: string }>().code])).toEqual([
      [413, 'too_large'],
      [400, 'bad_request'],
    ]);
  });
});

describe('a change asked for by a page', () => {
  const ask = async (headers: Record<string, string>, method: 'POST' | 'GET' = 'POST') => {
    const { api } = await createTestApi({ corsOrigins: ['https://app.example.com'] });
    const reply = await api.inject({
      method,
      url: '/v1/nothing',
      headers: { host: 'localhost:8080', ...headers },
    });
    return reply.statusCode;
  };
  const cookie = 'theme=dark; allo.session_token=abc';

  it.each([
    ['our own', { origin: 'http://localhost:8080', cookie }],
    ['no browser at all', { cookie }],
    ['an address typed by hand', { 'sec-fetch-site': 'none', cookie }],
    ['a listed site with a key', { origin: 'https://app.example.com' }],
  ])('of %s / goes on', async (_whose, headers) => {
    expect(await ask(headers)).toBe(404);
  });

  it.each([
    ['another site', { origin: 'https://evil.example', cookie }],
    ['another site without a session', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://localhost:3000', cookie }],
    ['a sandbox', { origin: 'null', cookie }],
    ['a listed site with a session', { origin: 'https://app.example.com', cookie }],
    ['a site that hides its origin', { 'sec-fetch-site': 'cross-site', cookie }],
  ])('of %s / is refused', async (_whose, headers) => {
    expect(await ask(headers)).toBe(403);
    expect(await ask(headers, 'GET')).toBe(404);
  });
});
