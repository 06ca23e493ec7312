import { inArray, lt } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { webhookDeliveries } from '../schema/index.ts';

const keptMs = 30 * 24 * 3_600_000;
const rowsPerTurn = 1000;

/** Removes deliveries older than 30 days, whatever became of them, with their log; answers how many. */
export async function pruneDeliveries({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<number> {
  const before = new Date(clock.wallTime() - keptMs);
  let removed = 0;
  for (;;) {
    const turn = await db.acrossOrganisations('webhook deliveries beyond their time', (tx) => {
      const old = tx
        .select({ id: webhookDeliveries.id })
        .from(webhookDeliveries)
        .where(lt(webhookDeliveries.createdAt, before))
        .limit(rowsPerTurn);
      return tx
        .delete(webhookDeliveries)
        .where(inArray(webhookDeliveries.id, old))
        .returning({ id: webhookDeliveries.id });
    });
    removed += turn.length;
    if (turn.length < rowsPerTurn) return removed;
  }
}
