import { z } from 'zod';
import { pageOf, textSchema } from './page.ts';

export const toolSecretNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,47}$/, 'may have lower-case Latin letters, digits, _ and -');
/** A secret set by `PUT /v1/tool-secrets/:name`; its value is put in when the tool runs. */
const secretReference = z.strictObject({ secret: toolSecretNameSchema });
const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}$/, 'is not a header name');
const scalar = z.enum(['string', 'number', 'integer', 'boolean']);

/** One parameter as JSON Schema, in the words language models keep to. */
const parameterSchema = z.strictObject({
  type: z.enum([...scalar.options, 'array']),
  description: textSchema.default(''),
  enum: z
    .array(z.union([z.string().max(200), z.number()]))
    .min(1)
    .max(100)
    .optional(),
  items: z.strictObject({ type: scalar }).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().int().min(0).max(10_000).optional(),
});
export type ToolParameter = z.output<typeof parameterSchema>;

const parametersSchema = z
  .strictObject({
    type: z.literal('object').default('object'),
    properties: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/i), parameterSchema).default({}),
    required: z.array(z.string().max(64)).max(64).default([]),
  })
  .refine(({ properties }) => Object.keys(properties).length <= 64, 'has more than 64 parameters')
  .refine(
    ({ properties, required }) => required.every((name) => Object.hasOwn(properties, name)),
    'requires a parameter that is not among its properties',
  );

export const toolDefinitionSchema = z.strictObject({
  kind: z.literal('http').default('http'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  /** `{name}` in the path or query is replaced by the parameter, percent-encoded. */
  url: z.string().min(1).max(2000),
  headers: z
    .record(
      headerName,
      z.union([
        z
          .string()
          .max(2000)
          .regex(/^[\t\x20-\x7e]*$/),
        secretReference,
      ]),
    )
    .default({})
    .refine((headers) => Object.keys(headers).length <= 32, 'has more than 32 headers'),
  parameters: parametersSchema,
  timeoutMs: z.number().int().min(500).max(15_000).default(5000),
});
export type ToolDefinition = z.output<typeof toolDefinitionSchema>;

export const toolSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  definition: toolDefinitionSchema,
  isEnabled: z.boolean(),
  version: z.number().int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Tool = z.infer<typeof toolSchema>;
export const toolListSchema = pageOf(toolSchema);

const fields = {
  /** What the language model calls it. */
  name: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'may have lower-case Latin letters, digits and _'),
  description: textSchema,
  definition: toolDefinitionSchema,
  isEnabled: z.boolean(),
};
export const newToolSchema = z.strictObject({ ...fields, isEnabled: fields.isEnabled.default(true) });
export type NewTool = z.output<typeof newToolSchema>;
export const toolPatchSchema = z.strictObject(fields).partial();
export type ToolPatch = z.output<typeof toolPatchSchema>;

export const toolTrialSchema = z.strictObject({ parameters: z.record(z.string(), z.unknown()).default({}) });
/** What came of really calling it. */
export const toolTrialResultSchema = z.object({
  isOk: z.boolean(),
  /** Of the answer; null when none came. */
  status: z.number().int().nullable(),
  /** `timeout`, `address_refused` …; null when an answer came. */
  error: z.string().nullable(),
  contentType: z.string().nullable(),
  /** The beginning of the answer as text. */
  body: z.string(),
  isCut: z.boolean(),
  durationMs: z.number(),
});
export type ToolTrialResult = z.infer<typeof toolTrialResultSchema>;

export const toolSecretSchema = z.object({
  name: z.string(),
  /** The last characters, to know it by. */
  hint: z.string(),
  updatedAt: z.string(),
});
export type ToolSecret = z.infer<typeof toolSecretSchema>;
export const toolSecretListSchema = z.object({ items: z.array(toolSecretSchema) });
/** Never shown again. */
export const newToolSecretSchema = z.strictObject({
  value: z
    .string()
    .min(1)
    .max(4000)
    .regex(/^[\x20-\x7e]+$/, 'may have printable ASCII characters only'),
});
