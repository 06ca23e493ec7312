import type { Membership } from './account-context.ts';

export interface TreeRow<M> {
  organisation: M;
  /** 0: nobody's client among those one may act in. */
  depth: number;
}

/** Each agency, then its clients: in the order a tree is read. What hangs on something unseen stands at the top. */
export function organisationTree<M extends Pick<Membership, 'id' | 'parentId'>>(
  memberships: readonly M[],
): TreeRow<M>[] {
  const known = new Set(memberships.map(({ id }) => id));
  const below = (parentId: string | null, depth: number): TreeRow<M>[] =>
    memberships
      .filter((one) => (known.has(one.parentId ?? '') ? one.parentId : null) === parentId)
      .flatMap((organisation) => [{ organisation, depth }, ...below(organisation.id, depth + 1)]);
  return below(null, 0);
}
