import type { CallId } from '@allo/contracts';
import { AppError } from '@allo/kernel';
import { z } from 'zod';

export const callParamsSchema = z.object({ id: z.string() });

/** Something that cannot be an id is as absent as a call of somebody else. */
export function callIdOf(text: string): CallId {
  if (!z.uuid().safeParse(text).success) throw noSuchCall();
  return text.toLowerCase() as CallId;
}

export function noSuchCall(): AppError {
  return new AppError('not_found', 'There is no such call.');
}
