import { verifyAuditChain } from '@allo/business';
import { auditVerdictSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/audit/verify`: reads the whole log. */
export function verifyAudit(api: Api, { db }: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/audit/verify',
    permission: 'audit:read',
    tag: 'audit',
    summary: 'Whether every entry is the one that was written',
    description:
      'Keep `lastHash` elsewhere from time to time: it is the only sign of entries cut off the end of the log.',
    replies: { 200: auditVerdictSchema },
    handle: ({ orgId }) => verifyAuditChain({ db }, orgId),
  });
}
