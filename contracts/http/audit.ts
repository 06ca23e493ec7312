import { z } from 'zod';

/** By the dotted name of each changed field; null: was not there, or is there no more. Secrets and callers' data are masked. */
export const auditDifferenceSchema = z.record(
  z.string(),
  z.object({ before: z.unknown(), after: z.unknown() }),
);
export type AuditDifference = z.infer<typeof auditDifferenceSchema>;

export const auditEntrySchema = z.object({
  /** 1, 2, 3 … in this organisation, without gaps. */
  seq: z.number().int(),
  at: z.string(),
  actor: z.object({
    kind: z.enum(['user', 'api-key', 'system']),
    id: z.string(),
    name: z.string(),
    address: z.string().nullable(),
  }),
  /** As in the `x-request-id` header of the reply. */
  requestId: z.string().nullable(),
  /** `agent.published`, `member.role_changed` … */
  action: z.string(),
  target: z.object({ kind: z.string(), id: z.string() }),
  diff: auditDifferenceSchema,
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditListQuerySchema = z.object({
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** Id of a user or key, or the name of a part of the system. */
  actorId: z.string().max(200).optional(),
  /** A whole action (`agent.published`), or all of a thing (`agent`). */
  action: z
    .string()
    .regex(/^[a-z_]+(\.[a-z_]+)?$/)
    .optional(),
  targetKind: z.string().max(200).optional(),
  targetId: z.string().max(200).optional(),
  /** From this moment on. */
  from: z.iso.datetime({ offset: true }).optional(),
  /** Before this moment. */
  until: z.iso.datetime({ offset: true }).optional(),
});
export type AuditListQuery = z.infer<typeof auditListQuerySchema>;

/** Newest first. */
export const auditListSchema = z.object({
  items: z.array(auditEntrySchema),
  nextCursor: z.string().nullable(),
});

/** `brokenAt`: the first entry that is not what was written, and why; null when the chain is whole. */
export const auditVerdictSchema = z.object({
  isIntact: z.boolean(),
  entries: z.number().int(),
  /** Keep it elsewhere: entries cut off the end show only by its absence. Null while nothing is written. */
  lastHash: z.string().nullable(),
  brokenAt: z
    .object({ seq: z.number().int(), reason: z.enum(['changed', 'missing', 'out-of-chain']) })
    .nullable(),
});
export type AuditVerdict = z.infer<typeof auditVerdictSchema>;
