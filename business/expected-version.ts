import { AppError } from '@allo/kernel';

/** The version an edit was made of; `*`: whichever is there now. */
export type ExpectedVersion = number | '*';

/** Throws `precondition_failed` when somebody changed the thing since it was read. */
export function requireVersion(present: number, expected: ExpectedVersion): void {
  if (expected === '*' || expected === present) return;
  throw new AppError(
    'precondition_failed',
    `It was changed meanwhile and is at version ${present}: read it again and repeat the change.`,
  );
}
