import { defaultOrgId } from '@allo/contracts';
import type { Deps } from '../deps.ts';
import { organisations } from '../schema/index.ts';

/** The organisation everything belongs to until accounts exist; made at the first start. */
export async function ensureDefaultOrganisation({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  await db
    .insert(organisations)
    .values({ id: defaultOrgId, name: 'Allo', createdAt: new Date(clock.wallTime()) })
    .onConflictDoNothing();
}
