import type { Api } from '../api.ts';
import type { ApiDeps } from '../api-deps.ts';
import { getRedaction } from './get-redaction/route.ts';
import { setRedaction } from './set-redaction/route.ts';

/** Everything under `/v1/redaction`. */
export function addRedactionRoutes(api: Api, deps: ApiDeps): void {
  getRedaction(api, deps);
  setRedaction(api, deps);
}
