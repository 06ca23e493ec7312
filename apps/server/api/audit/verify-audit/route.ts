import { verifyAuditChain } from '@allo/business';
import type { OrgId } from '@allo/contracts';
import { type AuditVerdict, auditVerdictSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/audit/verify`: reads the whole log. */
export function verifyAudit(api: Api, { db }: Pick<ApiDeps, 'db'>): void {
  /** Who asks while the log is being read waits for the same answer: reading a long one costs. */
  const reading = new Map<OrgId, Promise<AuditVerdict>>();
  const verify = (orgId: OrgId): Promise<AuditVerdict> => {
    const begun = reading.get(orgId);
    if (begun) return begun;
    const verdict = verifyAuditChain({ db }, orgId).finally(() => reading.delete(orgId));
    reading.set(orgId, verdict);
    return verdict;
  };
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/audit/verify',
    permission: 'audit:read',
    tag: 'audit',
    summary: 'Whether every entry is the one that was written',
    description:
      'Keep `lastHash` elsewhere from time to time: it is the only sign of entries cut off the end of the log.',
    replies: { 200: auditVerdictSchema },
    handle: ({ orgId }) => verify(orgId),
  });
}
