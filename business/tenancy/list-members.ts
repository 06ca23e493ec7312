import type { OrgId } from '@allo/contracts';
import { roles } from '@allo/contracts/access';
import type { Member } from '@allo/contracts/http';
import { asc, inArray } from 'drizzle-orm';
import type { Deps } from '../deps.ts';
import { members } from '../schema/index.ts';
import { ancestorsOf, organisationById } from './organisation-tree.ts';

/**
 * Everybody who may act here, the most powerful first: its own members, and those of the agencies above it, each person
 * once with the role they really have.
 */
export async function listMembers({ db }: Pick<Deps, 'db'>, orgId: OrgId): Promise<Member[]> {
  const [rows, above] = await db.acrossOrganisations('members of the agencies above', async (tx) => {
    const row = await organisationById(tx, orgId);
    const ancestors = row ? await ancestorsOf(tx, row) : [];
    const found = await tx
      .select()
      .from(members)
      .where(inArray(members.orgId, [orgId, ...ancestors.map(({ id }) => id)]))
      .orderBy(asc(members.createdAt), asc(members.userId));
    return [found, new Map(ancestors.map(({ id, name }) => [id, { id, name }]))];
  });
  const strongest = new Map<string, (typeof rows)[number]>();
  for (const row of rows) {
    const known = strongest.get(row.userId);
    if (!known || isAbove(row, known, orgId)) strongest.set(row.userId, row);
  }
  return [...strongest.values()]
    .sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role))
    .map(({ userId, name, email, role, orgId: from, createdAt }) => ({
      userId,
      name,
      email,
      role,
      inheritedFrom: above.get(from) ?? null,
      createdAt: createdAt.toISOString(),
    }));
}

type Row = typeof members.$inferSelect;

/** Of equal roles the one of the organisation itself. */
function isAbove(one: Row, other: Row, orgId: OrgId): boolean {
  const difference = roles.indexOf(one.role) - roles.indexOf(other.role);
  return difference < 0 || (difference === 0 && one.orgId === orgId);
}
