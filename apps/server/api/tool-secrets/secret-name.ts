import { toolSecretNameSchema } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';

/** Throws `not_found` for what cannot be a name. */
export function secretNameOf(text: string): string {
  const name = toolSecretNameSchema.safeParse(text);
  if (!name.success)
    throw new AppError('not_found', 'A secret cannot have this name: use a-z, 0-9, _ and -.');
  return name.data;
}
