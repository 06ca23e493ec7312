import { z } from 'zod';
import { nameSchema, pageOf, pageQuerySchema, textSchema } from './page.ts';
import { agentSummarySchema } from './system.ts';

export const agentListQuerySchema = pageQuerySchema.extend({
  /** Words of the name, the description or the id. */
  q: textSchema.max(100).optional(),
  /** `published`: answers calls; `draft`: no version of it was published yet. */
  status: z.enum(['published', 'draft', 'all']).default('all'),
});
export type AgentListQuery = z.output<typeof agentListQuerySchema>;

export const agentSchema = agentSummarySchema.extend({
  /** The newest version that was never published; null when there is none. */
  draftVersion: z.number().int().nullable(),
  /** Counts changes of the agent itself; the ETag for PATCH and DELETE. */
  revision: z.number().int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Agent = z.infer<typeof agentSchema>;
export const agentListSchema = pageOf(agentSchema);

export const agentPatchSchema = z.strictObject({
  name: nameSchema.max(80).optional(),
  description: textSchema.optional(),
});
export type AgentPatch = z.infer<typeof agentPatchSchema>;

export const versionSummarySchema = z.object({
  version: z.number().int(),
  status: z.enum(['draft', 'published', 'archived']),
  origin: z.enum(['shipped', 'file', 'edited']),
  note: z.string(),
  /** Null for what came with the program or from a file. */
  authorName: z.string().nullable(),
  createdAt: z.string(),
  publishedAt: z.string().nullable(),
});
export type VersionSummary = z.infer<typeof versionSummarySchema>;
export const versionListSchema = pageOf(versionSummarySchema);

export const versionSchema = versionSummarySchema.extend({
  /** The whole configuration, defaults filled in. */
  skillbase: z.record(z.string(), z.unknown()),
});
export type SkillbaseVersion = z.infer<typeof versionSchema>;

/** A place in the skillbase where two versions differ. Absent on one side: null. */
export const versionChangeSchema = z.object({
  /** `flow[2].ask[0]` */
  path: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
export type VersionChange = z.infer<typeof versionChangeSchema>;
export const versionComparisonSchema = z.object({
  version: z.number().int(),
  against: z.number().int(),
  changes: z.array(versionChangeSchema),
});

export const newVersionQuerySchema = z.object({
  note: textSchema.max(200).default(''),
  /** Answers calls at once; needs agents:publish. */
  publish: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
});
