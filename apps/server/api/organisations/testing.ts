import type { ApiKeys, Tenancy } from '@allo/business';
import { AppError } from '@allo/kernel';

const closed = () => Promise.reject(new AppError('unavailable', 'Organisations are not part of this test.'));
const none = () => Promise.resolve([]);

/** No organisation can be looked at or changed, for tests of other things. */
export const noTenancy: Tenancy = {
  membershipsOf: none,
  get: closed,
  createClient: closed,
  createOwn: closed,
  rename: closed,
  remove: closed,
  members: none,
  changeRole: closed,
  removeMember: closed,
  invitations: none,
  invite: closed,
  resendInvitation: closed,
  revokeInvitation: closed,
  findInvitation: () => Promise.resolve(null),
  isInvited: () => Promise.resolve(false),
  acceptInvitation: closed,
};

export const noKeys: ApiKeys = {
  list: none,
  create: closed,
  revoke: closed,
  find: () => Promise.resolve(null),
  markUsed: () => Promise.resolve(),
};
