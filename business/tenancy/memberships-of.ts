import { type Role, roles } from '@allo/contracts/access';
import type { Membership } from '@allo/contracts/http';
import { and, asc, eq, ne, or } from 'drizzle-orm';
import type { Db, Deps } from '../deps.ts';
import { members, organisations } from '../schema/index.ts';
import { clientsOf, deepestLevel } from './organisation-tree.ts';
import { type OrganisationRow, organisationView } from './organisation-view.ts';

/** A person as their account names them now. */
export interface Person {
  userId: string;
  email: string;
  name: string;
}

/** Of whoever an API key comes from, no more is known than the id. */
export type KnownPerson = Pick<Person, 'userId'> & Partial<Person>;

interface Reached {
  row: OrganisationRow;
  role: Role;
  inheritedFrom: string | null;
}

/**
 * Where somebody may act, agencies before their clients: what they joined (first what is no demo, then the oldest),
 * and the clients below that. A client's own role counts when it is above the inherited one. Lists of members are brought up
 to the name and address given.
 */
export async function membershipsOf({ db }: Pick<Deps, 'db'>, person: KnownPerson): Promise<Membership[]> {
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

async function joinedBy(tx: Db, { userId, email, name }: KnownPerson): Promise<Reached[]> {
  const own = eq(members.userId, userId);
  const rows = await tx
    .select({ row: organisations, role: members.role, email: members.email, name: members.name })
    .from(members)
    .innerJoin(organisations, eq(organisations.id, members.orgId))
    .where(own)
    .orderBy(asc(organisations.isDemo), asc(organisations.createdAt), asc(organisations.id));
  if (email === undefined || name === undefined) return rows.map(reach);
  if (rows.some((one) => one.email !== email || one.name !== name)) {
    const isOld = or(ne(members.email, email), ne(members.name, name));
    await tx.update(members).set({ email, name }).where(and(own, isOld));
  }
  return rows.map(reach);
}

const reach = ({ row, role }: { row: OrganisationRow; role: Role }): Reached => ({
  row,
  role,
  inheritedFrom: null,
});

function inherit(row: OrganisationRow, from: Reached, found: Map<string, Reached>): Reached {
  const own = found.get(row.id);
  if (own && roles.indexOf(own.role) <= roles.indexOf(from.role)) return own;
  const inherited = { row, role: from.role, inheritedFrom: from.inheritedFrom ?? from.row.id };
  found.set(row.id, inherited);
  return inherited;
}
