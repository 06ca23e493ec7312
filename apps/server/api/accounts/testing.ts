import type { Identity } from '@allo/adapters/identity';
import { AppError } from '@allo/kernel';
import type { AccountDeps } from './account-deps.ts';

const closed = () => Promise.reject(new AppError('unavailable', 'Accounts are not part of this test.'));

/** Nobody has an account, for tests of other things. */
const noIdentity: Identity = {
  providers: [],
  delivery: 'console',
  signUp: closed,
  signIn: closed,
  signOut: closed,
  resendConfirmation: closed,
  confirmEmail: closed,
  requestPasswordReset: closed,
  resetPassword: closed,
  changePassword: closed,
  startOAuth: closed,
  finishOAuth: closed,
  sessionOf: () => Promise.resolve(null),
  devices: () => Promise.resolve([]),
  revokeDevice: () => Promise.resolve(false),
  revokeDevices: () => Promise.resolve(0),
  countToken: () => Promise.resolve(),
  findUser: () => Promise.resolve(null),
  createUser: closed,
  setPassword: closed,
  updateUser: () => Promise.resolve(null),
  close: () => Promise.resolve(),
};

export const noAccounts: AccountDeps = {
  identity: noIdentity,
  signUp: 'invite',
  claim: {
    isClaimed: () => Promise.resolve(true),
    take: () => Promise.reject(new AppError('not_found', 'Claimed already.')),
  },
  membershipsOf: () => Promise.resolve([]),
  invitations: {
    findInvitation: () => Promise.resolve(null),
    acceptInvitation: () => Promise.reject(new AppError('not_found', 'No such invitation.')),
  },
};
