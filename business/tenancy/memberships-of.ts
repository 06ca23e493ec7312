import { type Role, roles } from '@allo/contracts/access';
import type { Membership } from '@allo/contracts/http';
import { and, asc, eq, ne, or } from 'drizzle-orm';
import type { Db, Deps } from '../deps.ts';
import { members, organisations } from '../schema/index.ts';
import { clientsOf, deepestLevel } from './organisation-tree.ts';
import { type OrganisationRow, organisationView } from './organisation-view.ts';

/** The person as their account names them now; lists of members are brought up to it. */
export interface Person {
  userId: string;
  email: string;
  name: string;
}

interface Reached {
  row: OrganisationRow;
  role: Role;
  inheritedFrom: string | null;
}

/**
 * Where somebody may act, agencies before their clients: what they joined (first what is no demo, then the oldest),
 * and the clients below that. A client's own role counts when it is above the inherited one.
 */
export async function membershipsOf({ db }: Pick<Deps, 'db'>, person: Person): Promise<Membership[]> {
  const reached = await db.acrossOrganisations('where a person may act', async (tx) => {
    const joined = await joinedBy(tx, person);
    const found = new Map(joined.map((one) => [one.row.id, one]));
    let level = joined;
    for (let depth = 0; level.length > 0 && depth < deepestLevel; depth++) {
      const above = new Map(level.map((one) => [one.row.id, found.get(one.row.id) as Reached]));
      const clients = await clientsOf(tx, [...above.keys()]);
      level = clients.map((row) => inherit(row, above.get(row.parentId as string) as Reached, found));
    }
    return [...found.values()];
  });
  return reached.map(({ row, role, inheritedFrom }) => ({ ...organisationView(row), role, inheritedFrom }));
}

async function joinedBy(tx: Db, { userId, email, name }: Person): Promise<Reached[]> {
  const own = eq(members.userId, userId);
  const rows = await tx
    .select({ row: organisations, role: members.role, email: members.email, name: members.name })
    .from(members)
    .innerJoin(organisations, eq(organisations.id, members.orgId))
    .where(own)
    .orderBy(asc(organisations.isDemo), asc(organisations.createdAt), asc(organisations.id));
  if (rows.some((one) => one.email !== email || one.name !== name)) {
    const isOld = or(ne(members.email, email), ne(members.name, name));
    await tx.update(members).set({ email, name }).where(and(own, isOld));
  }
  return rows.map(({ row, role }) => ({ row, role, inheritedFrom: null }));
}

function inherit(row: OrganisationRow, from: Reached, found: Map<string, Reached>): Reached {
  const own = found.get(row.id);
  if (own && roles.indexOf(own.role) <= roles.indexOf(from.role)) return own;
  const inherited = { row, role: from.role, inheritedFrom: from.inheritedFrom ?? from.row.id };
  found.set(row.id, inherited);
  return inherited;
}
