import type { OrgId } from '@allo/contracts';
import type { AuditVerdict } from '@allo/contracts/http';
import { and, asc, eq, gt } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { auditLog, type AuditRow } from '../schema/index.ts';
import { auditHash, firstPrevHash } from './audit-hash.ts';

const entriesAtOnce = 500;
type Broken = NonNullable<AuditVerdict['brokenAt']>;

/** Reads the organisation's whole log from its beginning and tells the first entry that is not what was written. */
export async function verifyAuditChain({ db }: Pick<Deps, 'db'>, orgId: OrgId): Promise<AuditVerdict> {
  let [entries, lastHash] = [0, firstPrevHash];
  for (;;) {
    // A transaction per page: a long log must not hold a connection.
    const page = await db.inOrganisation(orgId, (tx) =>
      tx
        .select()
        .from(auditLog)
        .where(and(eq(auditLog.orgId, orgId), gt(auditLog.seq, entries)))
        .orderBy(asc(auditLog.seq))
        .limit(entriesAtOnce),
    );
    for (const row of page) {
      const brokenAt = faultOf(row, entries + 1, lastHash);
      if (brokenAt) return { isIntact: false, entries, lastHash: entries > 0 ? lastHash : null, brokenAt };
      entries = row.seq;
      lastHash = row.hash;
    }
    if (page.length < entriesAtOnce) break;
  }
  return { isIntact: true, entries, lastHash: entries > 0 ? lastHash : null, brokenAt: null };
}

function faultOf(row: AuditRow, seq: number, prevHash: string): Broken | null {
  if (row.seq !== seq) return { seq, reason: 'missing' };
  if (row.prevHash !== prevHash) return { seq, reason: 'out-of-chain' };
  return auditHash(row) === row.hash ? null : { seq, reason: 'changed' };
}
