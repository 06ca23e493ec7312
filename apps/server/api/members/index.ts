import type { Api } from '../api.ts';
import type { ApiDeps } from '../api-deps.ts';
import { changeMember } from './change-member/route.ts';
import { listMembers } from './list-members/route.ts';
import { removeMember } from './remove-member/route.ts';

/** Who belongs to the organisation. */
export function addMemberRoutes(api: Api, deps: Pick<ApiDeps, 'tenancy'>): void {
  listMembers(api, deps);
  changeMember(api, deps);
  removeMember(api, deps);
}
