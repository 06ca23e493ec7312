import { describe, expect, it } from 'vitest';
import { auditDifference } from './audit-difference.ts';

describe('auditDifference', () => {
  it('names only what changed, by dotted name, whatever the order of keys', () => {
    const before = { a: 1, deep: { kept: [1, 2], moved: { x: 1, y: 2 }, at: new Date(0) } };
    const after = { deep: { moved: { y: 2, x: 3 }, kept: [1, 2], at: new Date(0) }, a: 1, fresh: true };
    expect(auditDifference('agent', before, after)).toEqual({
      'deep.moved.x': { before: 1, after: 3 },
      fresh: { before: null, after: true },
    });
  });

  it('tells of a new and of a removed thing all its fields', () => {
    expect(auditDifference('tool', null, { name: 'x' })).toEqual({ name: { before: null, after: 'x' } });
    expect(auditDifference('tool', { name: 'x' }, undefined)).toEqual({ name: { before: 'x', after: null } });
  });

  it('never shows a secret, only that it changed, wherever it hides', () => {
    const before = {
      apiKey: 'sk-1',
      headers: [{ name: 'X', token: 't-1' }],
      url: 'https://u:p@example.com/',
    };
    const after = { apiKey: 'sk-2', headers: [{ name: 'Y', token: 't-2' }], url: 'https://u:q@example.com/' };
    const text = JSON.stringify(auditDifference('provider', before, after));
    expect(text).not.toMatch(/sk-|t-1|t-2|u:/);
    expect(Object.keys(JSON.parse(text))).toEqual(['apiKey', 'headers', 'url']);
    expect(auditDifference('provider', { maxTokens: 1 }, { maxTokens: 2 })).toEqual({
      maxTokens: { before: 1, after: 2 },
    });
  });

  it('shows of a caller no name, number or word', () => {
    const lead = { status: 'new', name: 'Анна', phone: '+79161234567', fields: [{ value: 'Анна' }] };
    expect(auditDifference('lead', lead, { ...lead, status: 'done', name: 'Ольга' })).toEqual({
      name: { before: '***', after: '***' },
      status: { before: 'new', after: 'done' },
    });
  });

  it('tells a value too long to show by its length and hash', () => {
    const { prompt } = auditDifference('agent', { prompt: 'x' }, { prompt: 'y'.repeat(5000) });
    expect(prompt).toMatchObject({ before: 'x', after: { length: 5002 } });
  });
});
