import { and, eq } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { webhookDeliveries } from '../schema/index.ts';
import type { LeasedDelivery } from './lease-due.ts';

/** An attempt that was broken off by the stop of this process: whoever comes next need not wait for the lease. */
export async function giveBack(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { orgId, id, lease }: LeasedDelivery,
): Promise<void> {
  await db.inOrganisation(orgId, (tx) =>
    tx
      .update(webhookDeliveries)
      .set({ lease: null, dueAt: new Date(clock.wallTime()) })
      .where(
        and(
          eq(webhookDeliveries.orgId, orgId),
          eq(webhookDeliveries.id, id),
          eq(webhookDeliveries.lease, lease),
        ),
      ),
  );
}
