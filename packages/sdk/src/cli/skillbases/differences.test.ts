import { describe, expect, it } from 'vitest';
import { createPaint } from '../show/paint.ts';
import { differences } from './differences.ts';
import { showDifferences } from './show-differences.ts';

describe('differences', () => {
  it('between equals / none, whatever the order of keys', () => {
    expect(differences({ a: [1, { b: 2, c: 3 }] }, { a: [1, { c: 3, b: 2 }] })).toEqual([]);
  });

  it('of things with ids / named by them, however many came before', () => {
    const before = {
      flow: [
        { id: 'who', ask: ['a'] },
        { id: 'why', ask: ['b'] },
      ],
    };
    const after = { flow: [{ id: 'hello' }, { id: 'who', ask: ['a'] }, { id: 'why', ask: ['b', 'c'] }] };
    expect(differences(before, after)).toEqual([
      { path: 'flow[why].ask[1]', after: 'c' },
      { path: 'flow[hello]', after: { id: 'hello' } },
    ]);
  });

  it('in order alone / is told', () => {
    const [a, b] = [{ id: 'a' }, { id: 'b' }];
    expect(differences({ flow: [a, b] }, { flow: [b, a] })).toEqual([
      { path: 'flow (order)', before: ['a', 'b'], after: ['b', 'a'] },
    ]);
  });

  it('of lists of words / are those that came, went and changed, not all that moved', () => {
    expect(differences(['a', 'b', 'c'], ['x', 'a', 'c'], 'greeting')).toEqual([
      { path: 'greeting[0]', after: 'x' },
      { path: 'greeting[1]', before: 'b' },
    ]);
    expect(differences(['a', 'b'], ['a', 'B'])).toEqual([{ path: '[1]', before: 'b', after: 'B' }]);
    expect(
      differences({ faq: [{ match: ['x'], answer: ['y'] }] }, { faq: [{ match: ['x'], answer: ['z'] }] }),
    ).toEqual([{ path: 'faq[0].answer[0]', before: 'y', after: 'z' }]);
  });

  it('of kind / are the whole', () => {
    expect(differences({ a: [1] }, { a: { b: 1 } })).toEqual([{ path: 'a', before: [1], after: { b: 1 } }]);
    expect(differences({ a: null }, { a: 'x' })).toEqual([{ path: 'a', before: null, after: 'x' }]);
  });
});

describe('showDifferences', () => {
  it('shows the place and what was and is, as YAML, in colours where there are any', () => {
    const found = [
      { path: 'name', before: 'Лидия', after: 'Л' },
      { path: 'flow[x]', after: { id: 'x', ask: ['a'] } },
      { path: 'limits.silence', before: 7 },
    ];
    expect(showDifferences(found, createPaint(false))).toEqual([
      '  name',
      '    - Лидия',
      '    + Л',
      '  flow[x]',
      '    + id: x',
      '    + ask:',
      '    +   - a',
      '  limits.silence',
      '    - 7',
    ]);
    expect(showDifferences([{ path: 'name', before: 'x' }], createPaint(true))[1]).toBe(
      '\u001b[31m    - x\u001b[0m',
    );
  });
});
