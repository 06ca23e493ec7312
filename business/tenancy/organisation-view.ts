import type { Organisation } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import type { organisations } from '../schema/index.ts';

export type OrganisationRow = typeof organisations.$inferSelect;

export function organisationView(row: OrganisationRow): Organisation {
  const { id, name, parentId, isDemo, version, createdAt } = row;
  return { id, name, parentId, isDemo, version, createdAt: createdAt.toISOString() };
}

export function noSuchOrganisation(): AppError {
  return new AppError('not_found', 'There is no such organisation.');
}
