import { describe, expect, it } from 'vitest';
import { isLastOwner, mayChange, rolesToGive } from './member-rules.ts';

const agency = { id: 'a', name: 'Agency' };

describe('rolesToGive', () => {
  it('none above one’s own, and none without the right to change the team', () => {
    expect(rolesToGive('owner')).toHaveLength(7);
    expect(rolesToGive('admin')).not.toContain('owner');
    expect(rolesToGive('admin')).toContain('admin');
    expect(rolesToGive('supervisor')).toEqual([]);
  });
});

describe('mayChange', () => {
  it('a member of this organisation who is not above the reader', () => {
    expect(mayChange({ role: 'admin' }, { role: 'viewer', inheritedFrom: null })).toBe(true);
    expect(mayChange({ role: 'admin' }, { role: 'owner', inheritedFrom: null })).toBe(false);
    expect(mayChange({ role: 'owner' }, { role: 'viewer', inheritedFrom: agency })).toBe(false);
    expect(mayChange({ role: 'operator' }, { role: 'viewer', inheritedFrom: null })).toBe(false);
  });
});

describe('isLastOwner', () => {
  const owner = { userId: '1', role: 'owner', inheritedFrom: null } as const;
  it('nobody else owns it, here or from the agency', () => {
    expect(isLastOwner(owner, [owner, { userId: '2', role: 'admin', inheritedFrom: null }])).toBe(true);
    expect(isLastOwner(owner, [owner, { userId: '2', role: 'owner', inheritedFrom: agency }])).toBe(false);
    expect(isLastOwner({ userId: '2', role: 'admin' }, [owner])).toBe(false);
  });
});
