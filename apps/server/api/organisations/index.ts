import type { Api } from '../api.ts';
import type { ApiDeps } from '../api-deps.ts';
import { createClient } from './create-client/route.ts';
import { createOwn } from './create-own/route.ts';
import { getOrganisation } from './get-organisation/route.ts';
import { listOrganisations } from './list-organisations/route.ts';
import { removeOrganisation } from './remove-organisation/route.ts';
import { renameOrganisation } from './rename-organisation/route.ts';

/** Organisations: an agency, its clients. */
export function addOrganisationRoutes(api: Api, deps: Pick<ApiDeps, 'tenancy' | 'accounts'>): void {
  listOrganisations(api, deps);
  createClient(api, deps);
  createOwn(api, deps);
  getOrganisation(api, deps);
  renameOrganisation(api, deps);
  removeOrganisation(api, deps);
}
