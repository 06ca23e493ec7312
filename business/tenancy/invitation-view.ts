import { createHash } from 'node:crypto';
import type { Invitation } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import type { invitations } from '../schema/index.ts';

export type InvitationRow = typeof invitations.$inferSelect;

export const invitationLifeMs = 7 * 24 * 3_600_000;
export const invitationTokenBytes = 32;

/** What is stored of a token: it cannot be turned back, and 256 bits of chance need no salt. */
export function invitationHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function invitationView(row: InvitationRow, nowMs: number): Invitation {
  const { id, email, role, invitedBy, createdAt, expiresAt } = row;
  return {
    id,
    email,
    role,
    invitedBy,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    isExpired: expiresAt.getTime() <= nowMs,
  };
}

export function noSuchInvitation(): AppError {
  return new AppError('not_found', 'There is no such invitation.');
}
