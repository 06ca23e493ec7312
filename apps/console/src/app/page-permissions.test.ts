import { type Permission, permissionsOf, type Role, roles } from '@allo/contracts/access';
import { describe, expect, it } from 'vitest';
import { pageAfterSwitch, permissionOfPage } from './page-permissions.ts';

const settings = ['team', 'organisation', 'services', 'keys', 'webhooks', 'audit', 'privacy', 'profile'];
const pages = ['/', '/talk', '/calls', '/leads', ...settings.map((one) => `/settings/${one}`)];
const seenBy = (role: Role) => {
  const may = (permission: Permission | null) => permission === null || permissionsOf(role).has(permission);
  return pages.filter((page) => may(permissionOfPage(page))).map((page) => page.replace('/settings/', ''));
};

describe('permissionOfPage', () => {
  it('hides from each role what its permissions do not open', () => {
    const everywhere = ['/', '/talk', '/calls', '/leads'];
    expect(Object.fromEntries(roles.map((role) => [role, seenBy(role).join(' ')]))).toEqual({
      owner: [...everywhere, ...settings].join(' '),
      admin: [...everywhere, ...settings].join(' '),
      supervisor: `${everywhere.join(' ')} team organisation services webhooks audit profile`,
      operator: `${everywhere.join(' ')} team organisation profile`,
      editor: `${everywhere.join(' ')} team organisation services webhooks profile`,
      viewer: '/ /calls /leads team organisation profile',
      billing: '/ team organisation profile',
    });
  });
  it('a page of one thing / is seen by whoever sees the list', () => {
    expect(permissionOfPage('/calls/0195')).toBe('calls:read');
    expect(permissionOfPage('/settings/webhooks/0195/')).toBe('webhooks:read');
    expect(permissionOfPage('/no/such/page')).toBeNull();
  });
});

describe('pageAfterSwitch', () => {
  it('goes from one thing to its list, and stays on lists', () => {
    expect(pageAfterSwitch('/calls/0195')).toBe('/calls');
    expect(pageAfterSwitch('/settings/webhooks/0195')).toBe('/settings/webhooks');
    expect(pageAfterSwitch('/settings/audit')).toBe('/settings/audit');
    expect(pageAfterSwitch('/')).toBe('/');
    expect(pageAfterSwitch('/nowhere')).toBe('/');
  });
});
