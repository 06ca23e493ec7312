import type { OrgId } from '@allo/contracts';
import { and, asc, eq, ne } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { organisationKeys } from '../schema/index.ts';
import { addOrganisationKey, newestKey, rewrap, type SecretDeps } from './organisation-key.ts';
import { resealPasswords } from '../trunks/reseal-passwords.ts';
import { resealSecrets } from './secrets.ts';

type RotationDeps = Pick<Deps, 'db'> & SecretDeps;

/**
 * Wraps every organisation's keys by the current master key. Others may read and seal meanwhile; what cannot be opened
 * stays as it is. Answers how many were wrapped anew and by which unknown master keys others remain wrapped.
 */
export async function rewrapOrganisationKeys(
  deps: RotationDeps,
): Promise<{ rewrapped: number; unknownMasterKeys: string[] }> {
  const current = deps.masterKeys.current();
  return deps.db.acrossOrganisations('a master key wraps the keys of all organisations', async (tx) => {
    const rows = await tx
      .select()
      .from(organisationKeys)
      .where(ne(organisationKeys.masterKeyId, current.id))
      .orderBy(asc(organisationKeys.orgId), asc(organisationKeys.version))
      .for('update');
    const unknown = new Set<string>();
    let rewrapped = 0;
    for (const row of rows) {
      const master = deps.masterKeys.byId(row.masterKeyId);
      const wrapped = master && rewrap(master, current, row);
      if (!wrapped) {
        unknown.add(row.masterKeyId);
        continue;
      }
      const which = and(eq(organisationKeys.orgId, row.orgId), eq(organisationKeys.version, row.version));
      await tx.update(organisationKeys).set({ wrapped, masterKeyId: current.id }).where(which);
      rewrapped += 1;
    }
    return { rewrapped, unknownMasterKeys: [...unknown] };
  });
}

/**
 * Gives an organisation a new data key and seals by it everything it has sealed, in one transaction: whoever reads
 * meanwhile gets the old or the new one, and both open, because older keys stay. A table that holds sealed text of its
 * own adds its resealing here. Throws `secret_unreadable`, and changes nothing, when something does not open.
 */
export async function rotateOrganisationKey(
  deps: RotationDeps,
  orgId: OrgId,
): Promise<{ version: number; resealed: number }> {
  return deps.db.inOrganisation(orgId, async (tx) => {
    const newest = await newestKey(tx, orgId);
    const { version } = await addOrganisationKey(deps, tx, orgId, (newest?.version ?? 0) + 1);
    const resealed = (await resealSecrets(deps, tx, orgId)) + (await resealPasswords(deps, tx, orgId));
    return { version, resealed };
  });
}
