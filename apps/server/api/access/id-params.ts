import { AppError } from '@allo/kernel';
import { z } from 'zod';

/** Of an address with `:id`. */
export const idParamsSchema = z.object({ id: z.string() });

/** Something that cannot be an id is as absent as a thing of somebody else. `what`: `key`. */
export function uuidOf(text: string, what: string): string {
  if (!z.uuid().safeParse(text).success) throw new AppError('not_found', `There is no such ${what}.`);
  return text.toLowerCase();
}
