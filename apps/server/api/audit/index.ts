import type { Api } from '../api.ts';
import type { ApiDeps } from '../api-deps.ts';
import { addListAudit } from './list-audit/route.ts';
import { verifyAudit } from './verify-audit/route.ts';

/** What was changed, by whom. */
export function addAuditRoutes(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  addListAudit(api, deps);
  verifyAudit(api, deps);
}
