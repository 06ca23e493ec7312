import { z } from 'zod';

/** What every list takes; `cursor` is the `nextCursor` of the page before. */
export const pageQuerySchema = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type PageQuery = z.output<typeof pageQuerySchema>;

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** A name people give; no control characters, nothing but blanks. */
export const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^\P{Cc}*$/u, 'has characters that cannot be shown');

/** Words of any length a person would write. */
export const textSchema = z
  .string()
  .max(2000)
  .regex(/^[^\0]*$/, 'has a character that cannot be stored');
