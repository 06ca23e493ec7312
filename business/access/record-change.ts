import type { OrgId } from '@allo/contracts';
import { AppError } from '@allo/kernel';
import { desc, eq, sql } from 'drizzle-orm';
import type { Db } from '../deps.ts';
import { auditLog, organisations } from '../schema/index.ts';
import type { Actor } from './actor.ts';
import { auditDifference } from './audit-difference.ts';
import { auditHash, firstPrevHash } from './audit-hash.ts';

export interface Change {
  /** `<thing>.<what happened>`, both in snake case: `agent.published`, `member.role_changed`. */
  action: string;
  target: { kind: string; id: string };
  /** The thing as it was and as it is; absent or null: it was not there, or is there no more. Only what differs is kept. */
  before?: object | null;
  after?: object | null;
}

/**
 * Writes a change into the organisation's audit log, in the transaction that makes the change. Call it last: the log
 * of an organisation is written by one transaction at a time, which holds the others up until its end, and whoever
 * locks rows after it may meet somebody coming the other way. Throws `not_found` without the organisation.
 */
export async function recordChange(tx: Db, orgId: OrgId, actor: Actor, change: Change): Promise<void> {
  const at = await lockChain(tx, orgId);
  // A statement of its own: it must see what was committed while the lock was waited for.
  const [last] = await tx
    .select({ seq: auditLog.seq, hash: auditLog.hash })
    .from(auditLog)
    .where(eq(auditLog.orgId, orgId))
    .orderBy(desc(auditLog.seq))
    .limit(1);
  const entry = {
    orgId,
    seq: (last?.seq ?? 0) + 1,
    at,
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    address: actor.address,
    requestId: actor.requestId,
    action: change.action,
    targetKind: change.target.kind,
    targetId: change.target.id,
    diff: auditDifference(change.target.kind, change.before, change.after),
    prevHash: last?.hash ?? firstPrevHash,
  };
  await tx.insert(auditLog).values({ ...entry, hash: auditHash(entry) });
}

/** Answers the database's time once nobody else writes: one clock for all nodes. */
async function lockChain(tx: Db, orgId: OrgId): Promise<Date> {
  const [locked] = await tx
    .select({
      lock: sql`pg_advisory_xact_lock(hashtextextended('audit:' || ${organisations.id}, 0))`,
      atMs: sql`floor(extract(epoch FROM clock_timestamp()) * 1000)`.mapWith(Number),
    })
    .from(organisations)
    .where(eq(organisations.id, orgId));
  if (!locked) throw new AppError('not_found', 'There is no such organisation.');
  return new Date(locked.atMs);
}
