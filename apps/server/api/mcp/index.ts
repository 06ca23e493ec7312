import type { Api } from '../api.ts';
import type { ApiDeps } from '../api-deps.ts';
import { refuseStreams } from './refuse-streams/route.ts';
import { useTools } from './use-tools/route.ts';

export function addMcpRoutes(api: Api, deps: Pick<ApiDeps, 'version'>): void {
  useTools(api, deps);
  refuseStreams(api);
}
