import { z } from 'zod';
import { permissions } from '../access/index.ts';

export const permissionSchema = z.enum(permissions);

export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** How the key begins, to tell it from others. */
  prefix: z.string(),
  /** What it may do, as long as whoever made it may. */
  scopes: z.array(permissionSchema),
  /** Name of whoever made it. */
  madeBy: z.string(),
  createdAt: z.string(),
  /** Null: never. */
  expiresAt: z.string().nullable(),
  /** To the minute. */
  lastUsedAt: z.string().nullable(),
  isExpired: z.boolean(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;
export const apiKeyListSchema = z.object({ items: z.array(apiKeySchema) });

export const newApiKeySchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be one line of text'),
  scopes: z.array(permissionSchema).min(1).max(permissions.length),
  /** Null or absent: it does not expire. */
  expiresAt: z.iso.datetime({ offset: true }).nullable().optional(),
});
export type NewApiKey = z.infer<typeof newApiKeySchema>;

/** `token` is shown this once and kept nowhere. */
export const madeApiKeySchema = apiKeySchema.extend({ token: z.string() });
export type MadeApiKey = z.infer<typeof madeApiKeySchema>;
