import type { OrgId } from '@allo/contracts';
import type { Organisation } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { and, count, eq, isNull } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Db, Deps } from '../deps.ts';
import { members, organisations } from '../schema/index.ts';
import type { Person } from './memberships-of.ts';
import { noSuchOrganisation, type OrganisationRow, organisationView } from './organisation-view.ts';
import { ancestorsOf, deepestLevel, organisationById } from './organisation-tree.ts';

type Needs = Pick<Deps, 'db' | 'clock' | 'ids'>;

/** A client of an agency; the agency's members act in it with their roles. */
export async function createClientOrganisation(
  deps: Needs,
  agencyId: OrgId,
  actor: Actor,
  { name }: { name: string },
): Promise<Organisation> {
  const row = await deps.db.acrossOrganisations('a client is written down by both sides', async (tx) => {
    const agency = await organisationById(tx, agencyId);
    if (!agency) throw noSuchOrganisation();
    const levels = (await ancestorsOf(tx, agency)).length + 2;
    if (levels > deepestLevel) {
      throw new AppError('conflict', `Organisations lie at most ${deepestLevel} deep in each other.`);
    }
    const made = await insert(tx, deps, name, agencyId);
    const change = { action: 'organisation.created', target: { kind: 'organisation', id: made.id } };
    // Always the agency first: nobody can then hold one log and wait for the other.
    await recordChange(tx, agencyId, actor, { ...change, after: { name, parentId: agencyId } });
    await recordChange(tx, made.id as OrgId, actor, { ...change, after: { name, parentId: agencyId } });
    return made;
  });
  return organisationView(row);
}

/** Of one person; more than a stranger needs. */
const mostOwn = 10;

/** An organisation that is nobody's client, with its first owner. Throws `conflict` for the eleventh of one person. */
export async function createOwnOrganisation(
  deps: Needs,
  { userId, email, name: ownerName }: Person,
  actor: Actor,
  { name }: { name: string },
): Promise<Organisation> {
  const row = await deps.db.acrossOrganisations('an organisation begins with its owner', async (tx) => {
    const isOwn = and(eq(members.userId, userId), eq(members.role, 'owner'), isNull(organisations.parentId));
    const [all] = await tx
      .select({ own: count() })
      .from(members)
      .innerJoin(organisations, eq(organisations.id, members.orgId))
      .where(isOwn);
    if ((all?.own ?? 0) >= mostOwn) {
      throw new AppError(
        'conflict',
        `You own ${mostOwn} organisations: make the next one a client of one of them.`,
      );
    }
    const made = await insert(tx, deps, name, null);
    const orgId = made.id as OrgId;
    const owner = { userId, email, name: ownerName, role: 'owner' as const };
    await tx.insert(members).values({ orgId, ...owner, createdAt: made.createdAt });
    await recordChange(tx, orgId, actor, {
      action: 'organisation.created',
      target: { kind: 'organisation', id: orgId },
      after: { name, owner: userId },
    });
    return made;
  });
  return organisationView(row);
}

async function insert(
  tx: Db,
  { clock, ids }: Needs,
  name: string,
  parentId: OrgId | null,
): Promise<OrganisationRow> {
  const createdAt = new Date(clock.wallTime());
  const row = { id: ids.uuid(), name, parentId, isDemo: false, version: 1, createdAt, updatedAt: createdAt };
  await tx.insert(organisations).values(row);
  return row;
}
