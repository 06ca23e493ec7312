/** Everything that can be allowed or not: `<thing>:<deed>`. `read` sees, `write` makes, changes and removes. */
export const permissions = [
  'agents:read',
  'agents:write',
  /** Makes a version the one that answers calls. */
  'agents:publish',
  'numbers:read',
  'numbers:write',
  'trunks:read',
  'trunks:write',
  'calls:read',
  /** What was said: transcript, recording, events. */
  'calls:listen',
  /** Places and ends calls, talks to agents from the console. */
  'calls:place',
  'calls:delete',
  'leads:read',
  'leads:write',
  'knowledge:read',
  'knowledge:write',
  'tools:read',
  'tools:write',
  'providers:read',
  'providers:write',
  'webhooks:read',
  'webhooks:write',
  'events:read',
  'usage:read',
  'billing:read',
  'billing:write',
  'organisation:read',
  'organisation:write',
  /** Makes client organisations and removes organisations. */
  'organisation:manage',
  'members:read',
  'members:write',
  'keys:read',
  'keys:write',
  'audit:read',
  /** Forgets people, exports what is known of them, changes retention. */
  'privacy:write',
  /** State of the machine everybody shares. */
  'system:read',
] as const;
export type Permission = (typeof permissions)[number];

/** In falling order of power; the order decides who may change whom. */
export const roles = ['owner', 'admin', 'supervisor', 'operator', 'editor', 'viewer', 'billing'] as const;
export type Role = (typeof roles)[number];

const everyone: Permission[] = ['organisation:read', 'members:read', 'system:read'];
const viewer: Permission[] = [
  ...everyone,
  'agents:read',
  'numbers:read',
  'calls:read',
  'leads:read',
  'knowledge:read',
  'tools:read',
  'events:read',
];
const operator: Permission[] = [...viewer, 'calls:listen', 'calls:place', 'leads:write'];
const editor: Permission[] = [
  ...viewer,
  'calls:listen',
  'calls:place',
  'agents:write',
  'agents:publish',
  'knowledge:write',
  'tools:write',
  'trunks:read',
  'providers:read',
  'webhooks:read',
  'usage:read',
];
const supervisor: Permission[] = [...new Set([...editor, ...operator, 'audit:read' as const])];
const ownersOnly: readonly Permission[] = ['organisation:manage', 'billing:write'];

/** The one table of who may do what; the API refuses by it and the console hides by it. */
const table: Record<Role, ReadonlySet<Permission>> = {
  owner: new Set(permissions),
  admin: new Set(permissions.filter((one) => !ownersOnly.includes(one))),
  supervisor: new Set(supervisor),
  operator: new Set(operator),
  editor: new Set(editor),
  viewer: new Set(viewer),
  billing: new Set([...everyone, 'usage:read', 'billing:read', 'billing:write']),
};

export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return table[role];
}

/** Nobody gives a role above their own, nor changes somebody above them. */
export function mayGive(giver: Role, given: Role): boolean {
  return permissionsOf(giver).has('members:write') && roles.indexOf(giver) <= roles.indexOf(given);
}
