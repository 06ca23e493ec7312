import { createHash } from 'node:crypto';
import type { OrgId } from '@allo/contracts';
import type { Erasure } from '@allo/contracts/http';
import type { Actor } from '../access/actor.ts';
import { canonicalJson } from '../access/canonical-json.ts';
import type { Db } from '../deps.ts';
import { type ErasureRow, erasures } from '../schema/index.ts';

export type Deleted = Erasure['deleted'][number];

/** How many of what were deleted, and a digest that whoever kept the ids can check. */
export function deletedOf(what: string, ids: readonly string[]): Deleted {
  const digest = createHash('sha256').update(ids.toSorted().join('\n')).digest('hex');
  return { what, count: ids.length, digest };
}

/** SHA-256 of organisation and digits: tells nothing to who does not know the number. */
export function subjectHash(orgId: OrgId, digits: string): string {
  return createHash('sha256').update(`${orgId}:${digits}`).digest('hex');
}

/** Writes what was done; the certificate binds all of it. */
export async function recordErasure(
  tx: Db,
  actor: Actor,
  done: Omit<ErasureRow, 'certificate' | 'actorKind' | 'actorId'>,
): Promise<Erasure> {
  const row = { ...done, actorKind: actor.kind, actorId: actor.id };
  const certificate = createHash('sha256')
    .update(
      canonicalJson({
        ...row,
        startedAt: row.startedAt.toISOString(),
        finishedAt: row.finishedAt.toISOString(),
      }),
    )
    .digest('hex');
  const [written] = await tx
    .insert(erasures)
    .values({ ...row, certificate })
    .returning();
  return erasureView(written as ErasureRow);
}

export function erasureView({
  orgId: _,
  actorKind,
  actorId,
  startedAt,
  finishedAt,
  ...row
}: ErasureRow): Erasure {
  return {
    ...row,
    actor: { kind: actorKind, id: actorId },
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
  };
}
