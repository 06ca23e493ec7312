import type { OrgId } from '@allo/contracts';
import type { AuditEntry, AuditListQuery } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { and, desc, eq, gte, like, lt, type SQL } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { auditLog, type AuditRow } from '../schema/index.ts';

/** Newest first. Throws `bad_request` on a foreign cursor. */
export async function listAudit(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  query: AuditListQuery,
): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
  const conditions = [eq(auditLog.orgId, orgId), ...conditionsOf(query)];
  const rows = await db.inOrganisation(orgId, (tx) =>
    tx
      .select()
      .from(auditLog)
      .where(and(...conditions))
      .orderBy(desc(auditLog.seq))
      .limit(query.limit + 1),
  );
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  return { items: page.map(auditView), nextCursor: last ? String(last.seq) : null };
}

function conditionsOf(query: AuditListQuery): SQL[] {
  const { cursor, actorId, action, targetKind, targetId, from, until } = query;
  const conditions: SQL[] = [];
  if (cursor !== undefined) conditions.push(lt(auditLog.seq, seqOf(cursor)));
  if (actorId !== undefined) conditions.push(eq(auditLog.actorId, actorId));
  if (targetKind !== undefined) conditions.push(eq(auditLog.targetKind, targetKind));
  if (targetId !== undefined) conditions.push(eq(auditLog.targetId, targetId));
  if (from !== undefined) conditions.push(gte(auditLog.at, new Date(from)));
  if (until !== undefined) conditions.push(lt(auditLog.at, new Date(until)));
  if (action?.includes('.')) conditions.push(eq(auditLog.action, action));
  // The underscore of LIKE matches any sign, so it is escaped.
  else if (action !== undefined) conditions.push(like(auditLog.action, `${action.replaceAll('_', '\\_')}.%`));
  return conditions;
}

/** The cursor is the number of the last entry of the page before: the log has no gaps. */
function seqOf(cursor: string): number {
  if (!/^\d{1,9}$/.test(cursor)) {
    throw new AppError(
      'bad_request',
      'The cursor is not one of ours: leave it out to start from the newest.',
    );
  }
  return Number(cursor);
}

function auditView(row: AuditRow): AuditEntry {
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName, address: row.address },
    requestId: row.requestId,
    action: row.action,
    target: { kind: row.targetKind, id: row.targetId },
    diff: row.diff,
    hash: row.hash,
  };
}
