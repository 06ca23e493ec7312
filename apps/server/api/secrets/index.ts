import type { Api } from '../api.ts';
import type { ApiDeps } from '../api-deps.ts';
import { changeSecretKey } from './change-secret-key/route.ts';
import { listSecrets } from './list-secrets/route.ts';

/** Everything under `/v1/secrets`. */
export function addSecretRoutes(api: Api, deps: ApiDeps): void {
  listSecrets(api, deps);
  changeSecretKey(api, deps);
}
