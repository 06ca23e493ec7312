import { z } from 'zod';
import { collectedFieldSchema, leadSchema } from './calls.ts';
import { nameSchema, pageQuerySchema, textSchema } from './page.ts';

export const leadStatuses = leadSchema.shape.status.options;
export const leadListQuerySchema = pageQuerySchema.extend({
  status: leadSchema.shape.status.optional(),
  kind: leadSchema.shape.kind.optional(),
  agentId: textSchema.max(64).optional(),
  /** Part of the name or of the number. */
  q: textSchema.max(100).optional(),
});
export type LeadListQuery = z.output<typeof leadListQuerySchema>;

const phone = z
  .string()
  .max(40)
  .regex(/^\s*\+?[\d\s().-]+$/, 'is not a telephone number: write it like +74951234567')
  .refine((text) => /^\d{2,15}$/.test(text.replace(/\D/g, '')), 'must have 2 to 15 digits')
  .nullable();
const fields = {
  status: leadSchema.shape.status,
  kind: leadSchema.shape.kind,
  name: nameSchema.nullable(),
  phone,
  fields: z
    .array(
      collectedFieldSchema.extend({
        name: nameSchema.max(64),
        value: textSchema,
        display: textSchema,
      }),
    )
    .max(100),
};
export const newLeadSchema = z
  .strictObject({
    status: fields.status.default('new'),
    kind: fields.kind.default('lead'),
    name: fields.name.default(null),
    phone: fields.phone.default(null),
    fields: fields.fields.default([]),
    agentId: textSchema.max(64).default(''),
  })
  .refine(({ name, phone: number }) => name !== null || number !== null, 'needs a name or a phone');
export type NewLead = z.output<typeof newLeadSchema>;
export const leadPatchSchema = z
  .strictObject({ status: fields.status, name: fields.name, phone: fields.phone, fields: fields.fields })
  .partial();
export type LeadPatch = z.output<typeof leadPatchSchema>;

/** A row that was left out. */
export const importRefusalSchema = z.object({
  /** Line of the file as a person counts: the header is 1. */
  row: z.number().int(),
  /** `phone_invalid`, `nothing_given`, `too_long`, `columns_missing`. */
  code: z.string(),
  column: z.string().nullable(),
});
export type ImportRefusal = z.infer<typeof importRefusalSchema>;
export const leadImportSchema = z.object({
  id: z.string(),
  fileName: z.string(),
  sizeBytes: z.number(),
  status: z.enum(['waiting', 'running', 'done', 'failed']),
  /** 0 to 100. */
  progress: z.number().int(),
  rowsRead: z.number().int(),
  rowsMade: z.number().int(),
  rowsRefused: z.number().int(),
  /** The first hundred. */
  refusals: z.array(importRefusalSchema),
  /** `header_missing`, `not_utf8`, `file_missing`; null unless `failed`. */
  errorCode: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type LeadImport = z.infer<typeof leadImportSchema>;
