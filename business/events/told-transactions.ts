import type { Db, TenantDatabase } from '../deps.ts';

/** Transactions in which something was told; the commit makes it news. */
const told = new WeakSet<object>();

export function markTold(tx: Db): void {
  told.add(tx);
}

/** The same database; `onTold` hears of every commit that told of something, so that nothing waits for a poll. */
export function announcing(db: TenantDatabase, onTold: () => void): TenantDatabase {
  const watched = async <T>(
    run: (work: (tx: Db) => Promise<T>) => Promise<T>,
    work: (tx: Db) => Promise<T>,
  ) => {
    let mine: Db | null = null;
    const result = await run((tx) => {
      mine = tx;
      return work(tx);
    });
    if (mine && told.has(mine)) onTold();
    return result;
  };
  return {
    inOrganisation: (orgId, work) => watched((inner) => db.inOrganisation(orgId, inner), work),
    acrossOrganisations: (why, work) => watched((inner) => db.acrossOrganisations(why, inner), work),
  };
}
