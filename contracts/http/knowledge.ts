import { z } from 'zod';
import { nameSchema, pageOf, textSchema } from './page.ts';

export const knowledgeBaseSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  documentCount: z.number().int(),
  version: z.number().int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type KnowledgeBase = z.infer<typeof knowledgeBaseSchema>;
export const knowledgeBaseListSchema = pageOf(knowledgeBaseSchema);

const fields = { name: nameSchema, description: textSchema };
export const newKnowledgeBaseSchema = z.strictObject({ ...fields, description: textSchema.default('') });
export type NewKnowledgeBase = z.output<typeof newKnowledgeBaseSchema>;
export const knowledgeBasePatchSchema = z.strictObject(fields).partial();
export type KnowledgeBasePatch = z.output<typeof knowledgeBasePatchSchema>;

export const documentStatuses = ['uploaded', 'processing', 'ready', 'failed'] as const;
export type DocumentStatus = (typeof documentStatuses)[number];
export const documentSchema = z.object({
  id: z.string(),
  knowledgeBaseId: z.string(),
  name: z.string(),
  contentType: z.string(),
  sizeBytes: z.number(),
  status: z.enum(documentStatuses),
  /** 0 to 100. */
  progress: z.number().int(),
  /** `not_text`, `empty`, `file_missing`; null unless `failed`. */
  errorCode: z.string().nullable(),
  chunkCount: z.number().int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type KnowledgeDocument = z.infer<typeof documentSchema>;
export const documentListSchema = pageOf(documentSchema);

export const knowledgeSearchQuerySchema = z.object({
  q: textSchema.min(1).max(500),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});
export const knowledgeHitSchema = z.object({
  documentId: z.string(),
  documentName: z.string(),
  /** Counts the pieces of the document from 0. */
  seq: z.number().int(),
  text: z.string(),
  rank: z.number(),
});
export type KnowledgeHit = z.infer<typeof knowledgeHitSchema>;
export const knowledgeSearchSchema = z.object({ items: z.array(knowledgeHitSchema) });
