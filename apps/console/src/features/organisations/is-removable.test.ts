import { describe, expect, it } from 'vitest';
import { isRemovable } from './is-removable.ts';

const own = { id: 'own', parentId: null, isDemo: false, permissions: ['organisation:manage' as const] };
const demo = { ...own, id: 'demo', isDemo: true };
const client = { ...own, id: 'client', parentId: 'own' };

describe('isRemovable', () => {
  it('a client and the demo, not the main one', () => {
    const all = [own, demo, client];
    expect([own, demo, client].map((one) => isRemovable(one, all))).toEqual([false, true, true]);
  });
  it('the only one, one with clients, or without the permission / stays', () => {
    expect(isRemovable(demo, [demo])).toBe(false);
    expect(isRemovable(client, [own, client, { ...client, id: 'below', parentId: 'client' }])).toBe(false);
    expect(isRemovable({ ...client, permissions: ['organisation:read'] }, [own, client])).toBe(false);
  });
});
