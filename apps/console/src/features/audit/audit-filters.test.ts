import { describe, expect, it } from 'vitest';
import { auditSearch, isFiltered } from './audit-filters.ts';

describe('auditSearch', () => {
  it('both days belong to the span, whatever the reader’s zone and the length of a month', () => {
    const query = auditSearch({ from: '2026-02-27', until: '2026-02-28' });
    const [from, until] = ['from', 'until'].map((name) => new Date(query.get(name) as string));
    expect([from?.getDate(), from?.getHours()]).toEqual([27, 0]);
    expect([until?.getMonth(), until?.getDate(), until?.getHours()]).toEqual([2, 1, 0]);
  });
  it('names the thing and the actor, and leaves out what is no day', () => {
    expect(String(auditSearch({ thing: 'agent', actorId: 'u1', from: 'yesterday' }))).toBe(
      'limit=50&action=agent&actorId=u1',
    );
  });
});

describe('isFiltered', () => {
  it('knows a whole log from a part of it', () => {
    expect([{}, { actorName: 'Anna' }, { thing: 'agent' }].map(isFiltered)).toEqual([false, false, true]);
  });
});
