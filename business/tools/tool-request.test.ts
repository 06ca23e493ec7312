import { toolDefinitionSchema } from '@allo/contracts/http';
import { describe, expect, it } from 'vitest';
import { requireCallable, requireParameters, toolRequest } from './tool-request.ts';

const define = (more: object = {}) =>
  toolDefinitionSchema.parse({
    method: 'GET',
    url: 'https://crm.example.com/clients/{phone}?full=1',
    parameters: {
      properties: {
        phone: { type: 'string', maxLength: 20 },
        tags: { type: 'array', items: { type: 'string' } },
        any: { type: 'array' },
        count: { type: 'integer', minimum: 1, maximum: 5 },
        kind: { type: 'string', enum: ['new', 'old'] },
      },
      required: ['phone'],
    },
    ...more,
  });
const publicOnly = { check: (url: string) => (url.includes('//10.') ? ('address_refused' as const) : null) };

describe('requireCallable', () => {
  it.each([
    ['https://{phone}.example.com/', /path or the query/],
    ['https://crm.example.com/{tags}', /not a required/],
    ['https://crm.example.com/{nothing}', /not a required/],
    ['http://10.0.0.1/', /address_refused/],
    ['nonsense', /url_invalid/],
  ])('%s is refused', (url, message) => {
    expect(() => requireCallable(publicOnly, define({ url }))).toThrow(message);
  });

  it('takes placeholders in path and query', () => {
    requireCallable(publicOnly, define({ url: 'https://crm.example.com/{phone}?p={phone}' }));
  });
});

describe('toolRequest', () => {
  it('puts parameters into path, query and body', () => {
    const given = { phone: '+7/9', tags: ['a', 'b'], count: 2 };
    expect(toolRequest(define(), given, {}).url).toBe(
      'https://crm.example.com/clients/%2B7%2F9?full=1&tags=a&tags=b&count=2',
    );
    const post = toolRequest(define({ method: 'POST' }), given, { 'X-Key': 'k' });
    expect(post).toMatchObject({
      url: 'https://crm.example.com/clients/%2B7%2F9?full=1',
      headers: { 'X-Key': 'k', 'content-type': 'application/json' },
    });
    expect(JSON.parse(post.body as string)).toEqual({ tags: ['a', 'b'], count: 2 });
  });

  it.each([
    [{}, /phone: is missing/],
    [{ phone: 7 }, /phone: must be of type string/],
    [{ phone: 'x', count: 6 }, /count: must be at most 5/],
    [{ phone: 'x', count: 1.5 }, /count: must be of type integer/],
    [{ phone: 'x', kind: 'other' }, /kind: must be one of/],
    [{ phone: 'x', tags: [1] }, /tags: must hold/],
    [{ phone: 'x', any: [[]] }, /any: must hold/],
    [{ phone: 'x', __proto__x: 1 }, /not a parameter/],
  ])('%j does not fit', (given, message) => {
    expect(() => requireParameters(define(), given)).toThrow(message);
  });
});
