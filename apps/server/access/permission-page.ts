import { type Permission, permissions, permissionsOf, roles } from '@allo/contracts/access';

const meanings: Record<Permission, string> = {
  'agents:read': 'see agents and their versions',
  'agents:write': 'make and change agents',
  'agents:publish': 'choose the version that answers calls',
  'numbers:read': 'see which numbers lead where',
  'numbers:write': 'lead numbers to agents',
  'trunks:read': 'see trunks, without their passwords',
  'trunks:write': 'set up trunks',
  'calls:read': 'see the list of calls and their outcomes',
  'calls:listen': 'read and hear what was said',
  'calls:place': 'start and end calls, talk to agents in the console',
  'calls:delete': 'remove calls',
  'leads:read': 'see leads',
  'leads:write': 'work on leads',
  'knowledge:read': 'see knowledge bases',
  'knowledge:write': 'change knowledge bases',
  'tools:read': 'see tools',
  'tools:write': 'set up tools',
  'providers:read': 'see which services are set, without their keys',
  'providers:write': 'set services and their keys',
  'webhooks:read': 'see webhooks and their deliveries',
  'webhooks:write': 'set up webhooks',
  'events:read': 'follow and replay events',
  'usage:read': 'see how much was used',
  'billing:read': 'see bills and the balance',
  'billing:write': 'pay, change the plan',
  'organisation:read': 'see the organisation',
  'organisation:write': 'rename the organisation, change its settings',
  'organisation:manage': 'make clients, remove organisations',
  'members:read': 'see members and invitations',
  'members:write': 'invite, change and remove members of one’s own rank or below',
  'keys:read': 'see API keys, without their secrets',
  'keys:write': 'make and revoke API keys',
  'audit:read': 'read and verify the audit log',
  'privacy:write': 'forget people, export what is known of them, change how long things are kept',
  'system:read': 'see the state of the machine',
};

/** The table of docs/organisations-and-roles.md; a test keeps the page true to it. */
export function permissionTable(): string {
  const rows = permissions.map((permission) => {
    const marks = roles.map((role) => (permissionsOf(role).has(permission) ? '●' : '·'));
    return `| \`${permission}\` | ${meanings[permission]} | ${marks.join(' | ')} |`;
  });
  return [
    `| permission | allows to | ${roles.join(' | ')} |`,
    `|---|---|${roles.map(() => ':-:').join('|')}|`,
    ...rows,
  ].join('\n');
}
