import type { OrgId } from '@allo/contracts';

/** A row of `organisations` for tests that need a second one. */
export function otherOrganisation(id: OrgId) {
  const createdAt = new Date('2026-03-01T00:00:00Z');
  return { id, name: 'Other', isDemo: false, version: 1, createdAt, updatedAt: createdAt };
}
