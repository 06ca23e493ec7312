import type { OrgId } from '@allo/contracts';
import { asc, eq, inArray } from 'drizzle-orm';
import type { Db } from '../deps.ts';
import { organisations } from '../schema/index.ts';
import type { OrganisationRow } from './organisation-view.ts';

/** An agency, its clients, theirs … Deeper ones are not made. */
export const deepestLevel = 5;

/** The organisations above, nearest first. Needs a transaction across organisations. */
export async function ancestorsOf(
  tx: Db,
  row: Pick<OrganisationRow, 'parentId'>,
): Promise<OrganisationRow[]> {
  const found: OrganisationRow[] = [];
  let parentId = row.parentId;
  while (parentId !== null && found.length < deepestLevel) {
    const [parent] = await tx.select().from(organisations).where(eq(organisations.id, parentId));
    if (!parent) break;
    found.push(parent);
    parentId = parent.parentId;
  }
  return found;
}

/** The organisations right below these, oldest first. Needs a transaction across organisations. */
export function clientsOf(tx: Db, orgIds: string[]): Promise<OrganisationRow[]> {
  return tx
    .select()
    .from(organisations)
    .where(inArray(organisations.parentId, orgIds))
    .orderBy(asc(organisations.createdAt), asc(organisations.id));
}

export async function organisationById(tx: Db, orgId: OrgId): Promise<OrganisationRow | null> {
  const [row] = await tx.select().from(organisations).where(eq(organisations.id, orgId));
  return row ?? null;
}
