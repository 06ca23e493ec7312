import { describe, expect, it } from 'vitest';
import { mayGive, permissions, permissionsOf, roles } from './index.ts';

describe('the permission table', () => {
  it('gives the owner everything and every other role less', () => {
    expect([...permissionsOf('owner')]).toEqual([...permissions]);
    for (const role of roles.slice(1)) expect(permissionsOf(role).size).toBeLessThan(permissions.length);
  });

  it('lets nobody but owner and admin touch members, keys and people’s data', () => {
    const holders = (permission: (typeof permissions)[number]) =>
      roles.filter((role) => permissionsOf(role).has(permission));
    for (const permission of ['members:write', 'keys:write', 'privacy:write', 'trunks:write'] as const) {
      expect(holders(permission)).toEqual(['owner', 'admin']);
    }
    expect(holders('organisation:manage')).toEqual(['owner']);
  });

  it('keeps what was said from those who only look or pay', () => {
    expect(permissionsOf('viewer').has('calls:listen')).toBe(false);
    expect(permissionsOf('billing').has('calls:read')).toBe(false);
    expect(permissionsOf('operator').has('calls:listen')).toBe(true);
  });

  it('lets nobody give a role above their own', () => {
    expect(mayGive('owner', 'owner')).toBe(true);
    expect(mayGive('admin', 'owner')).toBe(false);
    expect(mayGive('admin', 'viewer')).toBe(true);
    expect(mayGive('supervisor', 'viewer')).toBe(false);
  });
});
