import type { OrgId } from '../ids.ts';
import type { Permission, Role } from './permissions.ts';

/** Who asks, and in which organisation; found anew for every request. */
export interface Principal {
  kind: 'user' | 'api-key';
  /** The user's or the key's id. */
  id: string;
  /** For people and the audit log; never for the log of the process. */
  name: string;
  orgId: OrgId;
  /** A key has no role: its scopes are its permissions. */
  role: Role | null;
  permissions: ReadonlySet<Permission>;
}
