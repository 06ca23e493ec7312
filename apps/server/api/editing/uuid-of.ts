import { AppError } from '@allo/kernel';
import { z } from 'zod';

/** The id in an address. Something that cannot be one is as absent as what belongs to somebody else. */
export function uuidOf(text: string, kind: string): string {
  if (!z.uuid().safeParse(text).success) throw new AppError('not_found', `There is no such ${kind}.`);
  return text.toLowerCase();
}
