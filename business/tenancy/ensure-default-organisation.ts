import { defaultOrgId } from '@allo/contracts';
import { isNull } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { instance, organisations } from '../schema/index.ts';

/**
 * Makes the demo organisation at the first start of an installation, and never again once it was removed.
 * Answers whether it exists.
 */
export async function ensureDefaultOrganisation({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<boolean> {
  const now = new Date(clock.wallTime());
  return db.acrossOrganisations('the installation has no organisation yet', async (tx) => {
    const first = await tx
      .update(instance)
      .set({ demoMadeAt: now })
      .where(isNull(instance.demoMadeAt))
      .returning({ id: instance.id });
    if (first.length > 0) {
      await tx
        .insert(organisations)
        .values({ id: defaultOrgId, name: 'Allo', isDemo: true, version: 1, createdAt: now, updatedAt: now });
      return true;
    }
    const found = await tx.select({ id: organisations.id }).from(organisations);
    return found.some(({ id }) => id === defaultOrgId);
  });
}
