import { z } from 'zod';
import { permissions } from '../access/index.ts';
import { roleSchema } from './organisations.ts';

/** Whoever asks, as this request's rights see them. */
export const meSchema = z.object({
  kind: z.enum(['user', 'api-key']),
  id: z.string(),
  name: z.string(),
  organisation: z.object({ id: z.string(), name: z.string() }),
  /** A key has none: its scopes are its permissions. */
  role: roleSchema.nullable(),
  permissions: z.array(z.enum(permissions)),
});
export type Me = z.infer<typeof meSchema>;
