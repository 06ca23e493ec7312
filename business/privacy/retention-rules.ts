import type { OrgId } from '@allo/contracts';
import { type Retention, type RetentionKind, retentionKinds } from '@allo/contracts/http';
import { eq } from 'drizzle-orm';
import { type Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Db, Deps } from '../deps.ts';
import { retentionRules } from '../schema/index.ts';

/** Kept so long where an organisation says nothing. */
export const defaultRetention: Retention = { recordings: 90, transcripts: 365, calls: null, leads: null };

export async function readRetention(tx: Db, orgId: OrgId): Promise<Retention> {
  const rows = await tx.select().from(retentionRules).where(eq(retentionRules.orgId, orgId));
  const own = Object.fromEntries(rows.map(({ kind, days }) => [kind, days]));
  return { ...defaultRetention, ...own };
}

export function getRetention({ db }: Pick<Deps, 'db'>, orgId: OrgId): Promise<Retention> {
  return db.inOrganisation(orgId, (tx) => readRetention(tx, orgId));
}

/** Kinds not named stay as they are. */
export function changeRetention(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  orgId: OrgId,
  actor: Actor,
  change: Partial<Record<RetentionKind, number | null | undefined>>,
): Promise<Retention> {
  return db.inOrganisation(orgId, async (tx) => {
    const before = await readRetention(tx, orgId);
    const updatedAt = new Date(clock.wallTime());
    for (const kind of retentionKinds) {
      const days = change[kind];
      if (days === undefined) continue;
      await tx
        .insert(retentionRules)
        .values({ orgId, kind, days, updatedAt })
        .onConflictDoUpdate({
          target: [retentionRules.orgId, retentionRules.kind],
          set: { days, updatedAt },
        });
    }
    const after = await readRetention(tx, orgId);
    const target = { kind: 'organisation', id: orgId };
    await recordChange(tx, orgId, actor, { action: 'privacy.retention_changed', target, before, after });
    return after;
  });
}
