import type { Membership } from '../../app/account-context.ts';

/** A client or the demo, by whoever may remove it; one's only organisation stays. */
export function isRemovable(
  organisation: Pick<Membership, 'id' | 'parentId' | 'isDemo' | 'permissions'>,
  memberships: readonly Pick<Membership, 'id' | 'parentId'>[],
): boolean {
  const hasClients = memberships.some(({ parentId }) => parentId === organisation.id);
  return (
    (organisation.parentId !== null || organisation.isDemo) &&
    memberships.length > 1 &&
    !hasClients &&
    organisation.permissions.includes('organisation:manage')
  );
}
