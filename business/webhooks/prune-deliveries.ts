import type { OrgId } from '@allo/contracts';
import { and, eq, inArray, lt } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { readRetention } from '../privacy/retention-rules.ts';
import { webhookDeliveries, webhookEndpoints } from '../schema/index.ts';

type PruneDeps = Pick<Deps, 'db' | 'clock'>;

const dayMs = 24 * 3_600_000;
const keptDays = 30;
const rowsPerTurn = 1000;

/**
 * Removes deliveries older than 30 days, whatever became of them, with their log; sooner where an organisation keeps
 * words, calls or leads for less, because their bodies hold all of these. Answers how many.
 */
export async function pruneDeliveries(deps: PruneDeps, signal?: AbortSignal): Promise<number> {
  const owners = await deps.db.acrossOrganisations('the job serves everybody', (tx) =>
    tx.selectDistinct({ orgId: webhookEndpoints.orgId }).from(webhookEndpoints),
  );
  let removed = 0;
  for (const { orgId } of owners) removed += await pruneOf(deps, orgId as OrgId, signal);
  return removed;
}

async function pruneOf({ db, clock }: PruneDeps, orgId: OrgId, signal?: AbortSignal): Promise<number> {
  for (let removed = 0; ; ) {
    signal?.throwIfAborted();
    const turn = await db.inOrganisation(orgId, async (tx) => {
      const { transcripts, calls, leads } = await readRetention(tx, orgId);
      const days = Math.min(...[keptDays, transcripts, calls, leads].filter((one) => one !== null));
      const old = tx
        .select({ id: webhookDeliveries.id })
        .from(webhookDeliveries)
        .where(
          and(
            eq(webhookDeliveries.orgId, orgId),
            lt(webhookDeliveries.createdAt, new Date(clock.wallTime() - days * dayMs)),
          ),
        )
        .limit(rowsPerTurn);
      return tx
        .delete(webhookDeliveries)
        .where(and(eq(webhookDeliveries.orgId, orgId), inArray(webhookDeliveries.id, old)))
        .returning({ id: webhookDeliveries.id });
    });
    removed += turn.length;
    if (turn.length < rowsPerTurn) return removed;
  }
}
