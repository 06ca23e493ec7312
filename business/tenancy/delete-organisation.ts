import type { OrgId } from '@allo/contracts';
import { AppError } from '@allo/kernel';
import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import { recordChange } from '../access/record-change.ts';
import type { Db, Deps } from '../deps.ts';
import { calls, members, organisations } from '../schema/index.ts';
import type { Asker } from './asker.ts';
import { lockOrganisation } from './lock-organisation.ts';
import type { OrganisationRow } from './organisation-view.ts';

/**
 * Removes an organisation with everything in it: a client, or the demo when there is another to go on in. `confirm` is
 * its name, typed. Throws `bad_request` for another name, `conflict` for what has to stay.
 */
export async function deleteOrganisation(
  { db }: Pick<Deps, 'db'>,
  orgId: OrgId,
  { actor, principal }: Asker,
  { confirm }: { confirm: string },
): Promise<void> {
  await db.acrossOrganisations('an organisation goes, and another remembers it', async (tx) => {
    const row = await lockOrganisation(tx, orgId);
    if (confirm.trim() !== row.name) {
      throw new AppError('bad_request', 'To remove the organisation, give its name exactly in `confirm`.');
    }
    await requireRemovable(tx, row);
    const witnessId = row.parentId ?? (await otherOrganisationOf(tx, principal.id, orgId));
    await tx.delete(organisations).where(eq(organisations.id, orgId));
    if (witnessId === null) return;
    await recordChange(tx, witnessId as OrgId, actor, {
      action: 'organisation.deleted',
      target: { kind: 'organisation', id: orgId },
      before: { name: row.name, parentId: row.parentId, createdAt: row.createdAt },
    });
  });
}

async function requireRemovable(tx: Db, row: OrganisationRow): Promise<void> {
  const others = await tx
    .select({ id: organisations.id, parentId: organisations.parentId })
    .from(organisations)
    .where(ne(organisations.id, row.id))
    .limit(1);
  if (others.length === 0) throw new AppError('conflict', 'The last organisation cannot be removed.');
  if (row.parentId === null && !row.isDemo) {
    throw new AppError('conflict', 'Only the demo organisation and clients of an agency can be removed.');
  }
  const clients = await tx
    .select({ id: organisations.id })
    .from(organisations)
    .where(eq(organisations.parentId, row.id))
    .limit(1);
  if (clients.length > 0) throw new AppError('conflict', 'It has clients: remove them first.');
  const live = await tx
    .select({ id: calls.id })
    .from(calls)
    .where(and(eq(calls.orgId, row.id), inArray(calls.state, ['ringing', 'active'])))
    .limit(1);
  if (live.length > 0) throw new AppError('conflict', 'Calls are going on: wait until they end.');
}

/** Where else whoever removes it belongs. */
async function otherOrganisationOf(tx: Db, userId: string, orgId: OrgId): Promise<string | null> {
  const [found] = await tx
    .select({ orgId: members.orgId })
    .from(members)
    .where(and(eq(members.userId, userId), ne(members.orgId, orgId)))
    .orderBy(asc(members.createdAt))
    .limit(1);
  return found?.orgId ?? null;
}
