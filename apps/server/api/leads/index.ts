import type { Api } from '../api.ts';
import type { ApiDeps } from '../api-deps.ts';
import { acceptUploads } from '../uploads/index.ts';
import { changeLead } from './change-lead/route.ts';
import { createLead } from './create-lead/route.ts';
import { exportLeads } from './export-leads/route.ts';
import { getImport } from './get-import/route.ts';
import { getLead } from './get-lead/route.ts';
import { importLeads } from './import-leads/route.ts';
import { listLeads } from './list-leads/route.ts';

const refusal = 'Send the file as text/csv; spreadsheets can save as CSV.';

/** Whom to get back to, and lists of them brought along. */
export function addLeadRoutes(
  api: Api,
  deps: Pick<ApiDeps, 'db' | 'clock' | 'ids' | 'leads' | 'objects' | 'jobs'>,
): void {
  listLeads(api, deps);
  createLead(api, deps);
  exportLeads(api, deps);
  getLead(api, deps);
  changeLead(api, deps);
  getImport(api, deps);
  acceptUploads(api, { types: ['text/csv'], refusal }, (scope) => importLeads(scope, deps));
}
