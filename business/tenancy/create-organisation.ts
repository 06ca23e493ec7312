import type { OrgId } from '@allo/contracts';
import type { Organisation } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
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

/** An organisation that is nobody's client, with its first owner. */
export async function createOwnOrganisation(
  deps: Needs,
  owner: Person,
  actor: Actor,
  { name }: { name: string },
): Promise<Organisation> {
  const row = await deps.db.acrossOrganisations('an organisation begins with its owner', async (tx) => {
    const made = await insert(tx, deps, name, null);
    const orgId = made.id as OrgId;
    await tx.insert(members).values({ orgId, ...owner, role: 'owner', createdAt: made.createdAt });
    await recordChange(tx, orgId, actor, {
      action: 'organisation.created',
      target: { kind: 'organisation', id: orgId },
      after: { name, owner: owner.userId },
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
