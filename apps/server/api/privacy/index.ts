import type { Api } from '../api.ts';
import type { ApiDeps } from '../api-deps.ts';
import { changeRetention } from './change-retention/route.ts';
import { forgetPhone } from './forget-phone/route.ts';
import { getRetention } from './get-retention/route.ts';
import { listErasures } from './list-erasures/route.ts';

export function addPrivacyRoutes(api: Api, deps: Pick<ApiDeps, 'privacy'>): void {
  getRetention(api, deps);
  changeRetention(api, deps);
  forgetPhone(api, deps);
  listErasures(api, deps);
}
