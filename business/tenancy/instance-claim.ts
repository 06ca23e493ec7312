import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { defaultOrgId, type OrgId } from '@allo/contracts';
import { AppError } from '@allo/kernel';
import { and, eq, isNull } from 'drizzle-orm';
import { recordChange } from '../access/record-change.ts';
import type { Db, Deps } from '../deps.ts';
import { instance, members, organisations } from '../schema/index.ts';

/** Who becomes the owner. */
export interface Owner {
  id: string;
  email: string;
  name: string;
}

/** The first start: whoever holds the link from the terminal becomes the owner, once. */
export interface InstanceClaim {
  /** A new token, which ends the one before it; null: somebody owns the installation already. */
  issue(): Promise<string | null>;
  isClaimed(): Promise<boolean>;
  /**
   * Uses the token up. `makeOwner` makes the account; when it throws, the token is good again. Throws `not_found` for
   * a wrong, used or old token, whoever comes second too.
   */
  take(
    claim: { token: string; organisationName: string; address: string; requestId: string },
    makeOwner: () => Promise<Owner>,
  ): Promise<{ orgId: OrgId; owner: Owner }>;
}

const why = 'nobody belongs to any organisation before the first start is over';

export function createInstanceClaim({ db, clock, ids }: Pick<Deps, 'db' | 'clock' | 'ids'>): InstanceClaim {
  const across = <T>(work: (tx: Db) => Promise<T>) => db.acrossOrganisations(why, work);
  const unclaimed = isNull(instance.claimedAt);

  /** Of two that come at once the database lets one through. */
  const consume = (hash: string): Promise<void> =>
    across(async (tx) => {
      const [row] = await tx.select({ hash: instance.claimTokenHash }).from(instance).where(unclaimed);
      if (!row?.hash || !isSame(row.hash, hash)) throw wrongToken();
      const taken = await tx
        .update(instance)
        .set({ claimTokenHash: null })
        .where(and(unclaimed, eq(instance.claimTokenHash, hash)))
        .returning({ id: instance.id });
      if (taken.length === 0) throw wrongToken();
    });
  const giveBack = (hash: string): Promise<void> =>
    across(async (tx) => {
      await tx
        .update(instance)
        .set({ claimTokenHash: hash })
        .where(and(unclaimed, isNull(instance.claimTokenHash)));
    });

  return {
    issue: async () => {
      const token = randomBytes(32).toString('base64url');
      const issued = await across((tx) =>
        tx
          .update(instance)
          .set({ claimTokenHash: hashOf(token) })
          .where(unclaimed)
          .returning({ id: instance.id }),
      );
      return issued.length > 0 ? token : null;
    },
    isClaimed: () =>
      across(
        async (tx) => (await tx.select({ id: instance.id }).from(instance).where(unclaimed)).length === 0,
      ),
    take: async (claim, makeOwner) => {
      const hash = hashOf(claim.token);
      await consume(hash);
      try {
        const owner = await makeOwner();
        const now = new Date(clock.wallTime());
        const orgId = await across((tx) =>
          settle(tx, { ...claim, owner, now, freshId: ids.uuid() as OrgId }),
        );
        return { orgId, owner };
      } catch (error) {
        await giveBack(hash);
        throw error;
      }
    },
  };
}

interface Settlement {
  owner: Owner;
  organisationName: string;
  address: string;
  requestId: string;
  now: Date;
  freshId: OrgId;
}

/** The organisation that came with the program becomes the owner's, with its agents that answer at once. */
async function settle(
  tx: Db,
  { owner, organisationName, now, freshId, ...request }: Settlement,
): Promise<OrgId> {
  const changes = { name: organisationName, isDemo: false, version: 2, updatedAt: now };
  const renamed = await tx
    .update(organisations)
    .set(changes)
    .where(eq(organisations.id, defaultOrgId))
    .returning({ id: organisations.id });
  const orgId = renamed.length > 0 ? defaultOrgId : freshId;
  if (renamed.length === 0) {
    await tx.insert(organisations).values({ ...changes, id: orgId, version: 1, createdAt: now });
  }
  await tx
    .insert(members)
    .values({ orgId, userId: owner.id, role: 'owner', email: owner.email, name: owner.name, createdAt: now });
  await tx.update(instance).set({ claimedAt: now, claimTokenHash: null });
  const actor = { kind: 'user', id: owner.id, name: owner.name, ...request } as const;
  await recordChange(tx, orgId, actor, {
    action: 'organisation.claimed',
    target: { kind: 'organisation', id: orgId },
    after: { name: organisationName },
  });
  return orgId;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

function wrongToken(): AppError {
  return new AppError('not_found', 'This link was used or is not the newest: start Allo anew for a new one.');
}
