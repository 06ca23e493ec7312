import { describe, expect, it } from 'vitest';
import { organisationTree } from './organisation-tree.ts';

const one = (id: string, parentId: string | null = null) => ({ id, parentId });

describe('organisationTree', () => {
  it('reads agencies before their clients, whatever order they come in', () => {
    const rows = organisationTree([one('shop', 'north'), one('agency'), one('own'), one('north', 'agency')]);
    expect(rows.map(({ organisation, depth }) => `${depth} ${organisation.id}`)).toEqual([
      '0 agency',
      '1 north',
      '2 shop',
      '0 own',
    ]);
  });
  it('a client of an agency one does not belong to stands by itself', () => {
    expect(organisationTree([one('client', 'foreign')])).toEqual([
      { organisation: one('client', 'foreign'), depth: 0 },
    ]);
  });
});
