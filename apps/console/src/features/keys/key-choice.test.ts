import { permissionsOf } from '@allo/contracts/access';
import { describe, expect, it } from 'vitest';
import { curlExample, expiryOf, scopesOf } from './key-choice.ts';

const held = [...permissionsOf('operator')];

describe('scopesOf', () => {
  it('read only / changes nothing', () => {
    const scopes = scopesOf('read', held, new Set());
    expect(scopes).toContain('calls:listen');
    expect(scopes.filter((one) => /:(write|place|publish|delete|manage)$/.test(one))).toEqual([]);
  });
  it('never more than the maker has, whatever was ticked', () => {
    expect(scopesOf('all', held, new Set())).toEqual(held);
    expect(scopesOf('own', held, new Set(['keys:write', 'leads:write']))).toEqual(['leads:write']);
  });
});

describe('expiryOf', () => {
  const now = new Date('2026-01-31T10:00:00Z');
  it('counts days; never is null', () => {
    expect(expiryOf('d30', now)).toBe('2026-03-02T10:00:00.000Z');
    expect(expiryOf('never', now)).toBeNull();
  });
});

describe('curlExample', () => {
  it('is one line that a terminal understands', () => {
    expect(curlExample('http://127.0.0.1:8080', 'allo_x')).toBe(
      'curl -H "Authorization: Bearer allo_x" http://127.0.0.1:8080/v1/organisation',
    );
  });
});
