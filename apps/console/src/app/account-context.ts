import type { Permission } from '@allo/contracts/access';
import type { SessionView } from '@allo/contracts/http';
import { createContext, useContext } from 'react';

export type Membership = SessionView['memberships'][number];

export interface AccountState {
  user: SessionView['user'];
  memberships: Membership[];
  /** The one this tab acts in. */
  organisation: Membership;
}

export const AccountContext = createContext<AccountState | null>(null);

/** Who reads the console, and where they act. Only below `SignedIn`. */
export function useAccount(): AccountState {
  const account = useContext(AccountContext);
  if (!account) throw new Error('this part of the console is for people who are signed in');
  return account;
}

/** Whether the reader may do something here; the console hides what the API would refuse. */
export function useCan(): (permission: Permission) => boolean {
  const { permissions } = useAccount().organisation;
  return (permission) => permissions.includes(permission);
}
