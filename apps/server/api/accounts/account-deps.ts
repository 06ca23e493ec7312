import type { Identity } from '@allo/adapters/identity';
import type { InstanceClaim, Tenancy } from '@allo/business';
import type { Membership } from '@allo/contracts/http';
import type { Account } from '../access/index.ts';

/** What the routes of accounts are made with. */
export interface AccountDeps {
  identity: Identity;
  /** Who may register: anybody, or those with an invitation. */
  signUp: 'open' | 'invite';
  claim: Pick<InstanceClaim, 'take' | 'isClaimed'>;
  /** Where somebody belongs; the first is meant where none is named. */
  membershipsOf(person: Pick<Account, 'userId' | 'email' | 'name'>): Promise<Membership[]>;
  /** For people who come by an invitation and have no account yet. */
  invitations: Pick<Tenancy, 'findInvitation' | 'acceptInvitation'>;
}
