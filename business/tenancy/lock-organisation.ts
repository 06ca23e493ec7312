import type { OrgId } from '@allo/contracts';
import { eq } from 'drizzle-orm';
import type { Db } from '../deps.ts';
import { organisations } from '../schema/index.ts';
import { noSuchOrganisation, type OrganisationRow } from './organisation-view.ts';

/** Makes changes of one organisation and of its members come one after the other. Throws `not_found`. */
export async function lockOrganisation(tx: Db, orgId: OrgId): Promise<OrganisationRow> {
  // Rows that refer to it may still be added meanwhile: calls go on.
  const [row] = await tx.select().from(organisations).where(eq(organisations.id, orgId)).for('no key update');
  if (!row) throw noSuchOrganisation();
  return row;
}
