import { z } from 'zod';

/** `transcripts`: what was said and collected; `calls`: the calls themselves with everything of them. */
export const retentionKinds = ['recordings', 'transcripts', 'calls', 'leads'] as const;
export const retentionKindSchema = z.enum(retentionKinds);
export type RetentionKind = z.infer<typeof retentionKindSchema>;

const days = z.number().int().min(1).max(36_500).nullable().describe('Days; null: for ever');
export const retentionSchema = z.object({
  recordings: days,
  transcripts: days,
  calls: days,
  leads: days,
});
export type Retention = z.infer<typeof retentionSchema>;
export const retentionChangeSchema = retentionSchema.partial().strict();

export const forgetPhoneSchema = z
  .object({
    phone: z
      .string()
      .regex(/^\+?[\d\s()-]{7,24}$/, 'write the number with its country, like +79161234567')
      .describe('The number of the person, with the country’s code'),
  })
  .strict();

export const erasureSchema = z.object({
  id: z.string(),
  kind: z.enum(['retention', 'forget']),
  /** SHA-256 of `<organisation id>:<digits of the number>`, in hex; null for retention. */
  subjectHash: z.string().nullable(),
  actor: z.object({ kind: z.string(), id: z.string() }),
  startedAt: z.string(),
  finishedAt: z.string(),
  /** `digest`: SHA-256 over the sorted ids or keys of what was deleted, a line each. */
  deleted: z.array(z.object({ what: z.string(), count: z.number().int(), digest: z.string() })),
  /** Places that still hold what was to be erased; 0 when the erasure is whole. */
  remaining: z.number().int(),
  certificate: z.string(),
});
export type Erasure = z.infer<typeof erasureSchema>;
export const erasureListSchema = z.object({
  items: z.array(erasureSchema),
  nextCursor: z.string().nullable(),
});
