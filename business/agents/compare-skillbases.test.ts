import { describe, expect, it } from 'vitest';
import { compareSkillbases } from './compare-skillbases.ts';

describe('compareSkillbases', () => {
  it('finds nothing between equals, whatever the order of keys', () => {
    expect(compareSkillbases({ a: [1, { b: 2 }], c: 'x' }, { c: 'x', a: [1, { b: 2 }] })).toEqual([]);
  });

  it('names every place, what was added and what is gone', () => {
    const before = { name: 'A', flow: [{ ask: ['x'] }], limits: { silence: 7 }, faq: [] };
    const after = { name: 'B', flow: [{ ask: ['x', 'y'] }, { id: 'n' }], limits: {}, faq: {} };
    expect(compareSkillbases(before, after)).toEqual([
      { path: 'name', before: 'A', after: 'B' },
      { path: 'flow[0].ask[1]', before: null, after: 'y' },
      { path: 'flow[1]', before: null, after: { id: 'n' } },
      { path: 'limits.silence', before: 7, after: null },
      { path: 'faq', before: [], after: {} },
    ]);
  });
});
