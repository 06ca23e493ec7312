import type { OrgId } from '@allo/contracts';
import type { Deps } from '../deps.ts';
import { organisationById } from './organisation-tree.ts';

export async function hasOrganisation({ db }: Pick<Deps, 'db'>, orgId: OrgId): Promise<boolean> {
  return (await db.inOrganisation(orgId, (tx) => organisationById(tx, orgId))) !== null;
}
