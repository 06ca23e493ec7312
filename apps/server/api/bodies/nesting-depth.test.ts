import { describe, expect, it } from 'vitest';
import { createTestApi } from '../testing.ts';
import { nestingDepth } from './nesting-depth.ts';

describe('nestingDepth', () => {
  it.each([
    ['', 0],
    ['1', 0],
    ['[]', 1],
    ['[{}]', 2],
    ['[[],[[]]]', 3],
    ['"[[[["', 0],
    ['["\\"[[["]', 1],
    ['{"[":{"\\\\":[1]}}', 3],
    [']]]', 0],
  ])('%s is %i deep', (json, depth) => expect(nestingDepth(json)).toBe(depth));
});

describe('a JSON body', () => {
  it.each([
    ['nested 20000 deep', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['that meddles with prototypes', '{"__proto__":{"isAdmin":true}}'],
    ['cut short', '{"a":'],
  ])('%s / 400, whatever it is for', async (_what, payload) => {
    const { api } = await createTestApi();
    const reply = await api.inject({
      method: 'POST',
      url: '/v1/privacy/forget',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
      payload,
    });
    expect([reply.statusCode, reply.json<{ code: string }>().code]).toEqual([400, 'bad_request']);
  });
});
