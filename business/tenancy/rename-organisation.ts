import type { OrgId } from '@allo/contracts';
import type { Organisation } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { eq } from 'drizzle-orm';
import type { Actor } from '../access/actor.ts';
import { recordChange } from '../access/record-change.ts';
import type { Deps } from '../deps.ts';
import { organisations } from '../schema/index.ts';
import { lockOrganisation } from './lock-organisation.ts';
import { organisationView } from './organisation-view.ts';

/** `version`: the one the edit was made of. Throws `precondition_failed` when there is a newer one. */
export async function renameOrganisation(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  orgId: OrgId,
  actor: Actor,
  { name, version }: { name: string; version: number | '*' },
): Promise<Organisation> {
  return db.inOrganisation(orgId, async (tx) => {
    const before = await lockOrganisation(tx, orgId);
    if (version !== '*' && version !== before.version) {
      throw new AppError('precondition_failed', 'It was changed meanwhile: read it again.');
    }
    if (name === before.name) return organisationView(before);
    const changed = { name, version: before.version + 1, updatedAt: new Date(clock.wallTime()) };
    await tx.update(organisations).set(changed).where(eq(organisations.id, orgId));
    await recordChange(tx, orgId, actor, {
      action: 'organisation.renamed',
      target: { kind: 'organisation', id: orgId },
      before: { name: before.name },
      after: { name },
    });
    return organisationView({ ...before, ...changed });
  });
}
