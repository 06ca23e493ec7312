import type { Api } from '../api.ts';
import type { ApiDeps } from '../api-deps.ts';
import { changeTrunk } from './change-trunk/route.ts';
import { createTrunk } from './create-trunk/route.ts';
import { getTrunk } from './get-trunk/route.ts';
import { listTrunks } from './list-trunks/route.ts';
import { removeTrunk } from './remove-trunk/route.ts';
import { testTrunk } from './test-trunk/route.ts';

/** Ways in: who may call this organisation's numbers over SIP. */
export function addTrunkRoutes(
  api: Api,
  deps: Pick<ApiDeps, 'db' | 'clock' | 'ids' | 'log' | 'masterKeys' | 'trunksChanged' | 'probeTrunk'>,
): void {
  listTrunks(api, deps);
  createTrunk(api, deps);
  getTrunk(api, deps);
  changeTrunk(api, deps);
  removeTrunk(api, deps);
  testTrunk(api, deps);
}
