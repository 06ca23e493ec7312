import { z } from 'zod';
import { outcomeKinds } from '../skillbase/index.ts';

export const usageQuerySchema = z
  .object({
    /** Days of UTC, both included. */
    from: z.iso.date(),
    to: z.iso.date(),
    by: z.enum(['day', 'agent']).default('day'),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'is before from' })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= 366 * 86_400_000, {
    path: ['to'],
    message: 'is more than a year after from',
  });
export type UsageQuery = z.output<typeof usageQuerySchema>;

export const usageFiguresSchema = z.object({
  calls: z.number().int(),
  /** Calls somebody answered. */
  answered: z.number().int(),
  /** Talked, rounded up call by call as telephone companies do. */
  minutes: z.number().int(),
  outcomes: z.partialRecord(z.enum(outcomeKinds), z.number().int()),
  /** Median over calls of their medians; null when nothing was measured. */
  voiceToVoiceP50Ms: z.number().nullable(),
});
export type UsageFigures = z.infer<typeof usageFiguresSchema>;
export const usageSchema = z.object({
  /** `key` is the day (`2026-03-02`) or the agent's id (empty: nobody was assigned). */
  items: z.array(usageFiguresSchema.extend({ key: z.string() })),
  total: usageFiguresSchema,
});
export type Usage = z.infer<typeof usageSchema>;
