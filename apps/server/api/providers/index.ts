import type { Api } from '../api.ts';
import type { ApiDeps } from '../api-deps.ts';
import { listProviders } from './list-providers/route.ts';
import { removeProvider } from './remove-provider/route.ts';
import { setProvider } from './set-provider/route.ts';
import { testProvider } from './test-provider/route.ts';

/** Everything under `/v1/providers`. */
export function addProviderRoutes(api: Api, deps: ApiDeps): void {
  for (const add of [listProviders, setProvider, removeProvider, testProvider]) add(api, deps);
}
