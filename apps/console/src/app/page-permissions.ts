import type { Permission } from '@allo/contracts/access';

/** What one must be allowed to see a page; null: everybody. The nearest address above a page counts. */
const pages: Record<string, Permission | null> = {
  '/': null,
  '/talk': 'calls:place',
  '/calls': 'calls:read',
  '/leads': 'leads:read',
  '/settings': null,
  '/settings/team': 'members:read',
  '/settings/organisation': 'organisation:read',
  '/settings/services': 'providers:read',
  '/settings/keys': 'keys:read',
  '/settings/webhooks': 'webhooks:read',
  '/settings/audit': 'audit:read',
  '/settings/privacy': 'privacy:write',
  '/settings/profile': null,
};

export function permissionOfPage(path: string): Permission | null {
  for (let at = path.replace(/\/+$/, ''); at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const permission = pages[at];
    if (permission !== undefined) return permission;
  }
  return null;
}

/** Pages of one thing (a call, a webhook) are of one organisation: the list they belong to is in every one. */
export function pageAfterSwitch(path: string): string {
  for (let at = path.replace(/\/+$/, ''); at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    if (Object.hasOwn(pages, at)) return at;
  }
  return '/';
}
