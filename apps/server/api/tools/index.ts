import type { Api } from '../api.ts';
import type { ApiDeps } from '../api-deps.ts';
import { changeTool } from './change-tool/route.ts';
import { createTool } from './create-tool/route.ts';
import { getTool } from './get-tool/route.ts';
import { listTools } from './list-tools/route.ts';
import { removeTool } from './remove-tool/route.ts';
import { testTool } from './test-tool/route.ts';
import { listToolSecrets } from '../tool-secrets/list-tool-secrets/route.ts';
import { removeToolSecret } from '../tool-secrets/remove-tool-secret/route.ts';
import { setToolSecret } from '../tool-secrets/set-tool-secret/route.ts';

/** What agents may do outside of Allo. */
export function addToolRoutes(
  api: Api,
  deps: Pick<ApiDeps, 'db' | 'clock' | 'ids' | 'log' | 'masterKeys' | 'outgoing'>,
): void {
  listTools(api, deps);
  createTool(api, deps);
  getTool(api, deps);
  changeTool(api, deps);
  removeTool(api, deps);
  testTool(api, deps);
  listToolSecrets(api, deps);
  setToolSecret(api, deps);
  removeToolSecret(api, deps);
}
