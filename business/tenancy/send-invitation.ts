import type { Role } from '@allo/contracts/access';
import type { SentInvitation } from '@allo/contracts/http';
import type { Log } from '@allo/kernel';
import { type InvitationRow, invitationView } from './invitation-view.ts';

/** What the letter is made of. The token stands in its link and nowhere else. */
export interface InvitationLetter {
  email: string;
  token: string;
  organisationName: string;
  role: Role;
  expiresAt: Date;
  /** The same letter has the same key. */
  idempotencyKey: string;
}

/** Answers how it went out; throws AppError when it did not. */
export type SendInvitation = (letter: InvitationLetter) => Promise<'mail' | 'console'>;

/** After the transaction: a mail server that is away must not undo the invitation, it can be sent again. */
export async function deliverInvitation(
  { send, log, nowMs }: { send: SendInvitation; log: Log; nowMs: number },
  row: InvitationRow,
  { token, organisationName }: { token: string; organisationName: string },
): Promise<SentInvitation> {
  const { email, role, expiresAt, tokenHash } = row;
  const letter = {
    email,
    token,
    organisationName,
    role,
    expiresAt,
    idempotencyKey: `invitation ${tokenHash}`,
  };
  const delivery = await send(letter).catch((error: unknown) => {
    log.warn({ invitationId: row.id, code: (error as { code?: string }).code }, 'an invitation was not sent');
    return 'failed' as const;
  });
  return { ...invitationView(row, nowMs), delivery };
}
