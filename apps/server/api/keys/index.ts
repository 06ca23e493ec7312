import type { Api } from '../api.ts';
import type { ApiDeps } from '../api-deps.ts';
import { createKey } from './create-key/route.ts';
import { listKeys } from './list-keys/route.ts';
import { revokeKey } from './revoke-key/route.ts';

/** Keys by which programs act. */
export function addKeyRoutes(api: Api, deps: Pick<ApiDeps, 'keys'>): void {
  listKeys(api, deps);
  createKey(api, deps);
  revokeKey(api, deps);
}
