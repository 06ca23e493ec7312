import { z } from 'zod';

/** What may be shown of a sealed secret: never its value. */
export const secretSchema = z.object({
  /** What it is of: `provider/stt`, `trunk/<id>/password`. */
  name: z.string(),
  /** `•••• 4f2a`: the end of a long one, nothing of a short one. */
  hint: z.string(),
  updatedAt: z.string(),
});
export const secretListSchema = z.object({ items: z.array(secretSchema) });

export const secretKeyChangeSchema = z.object({
  /** Of the organisation's key that seals from now on. */
  keyVersion: z.number().int(),
  /** How many secrets were sealed anew. */
  resealed: z.number().int(),
});
