import { z } from 'zod';

/** What an organisation may bring a service of its own for: ears, mind and voice. */
export const providerPorts = ['stt', 'llm', 'tts'] as const;
export const providerPortSchema = z.enum(providerPorts);
export type ProviderPort = z.infer<typeof providerPortSchema>;

const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^\P{Cc}*$/u, 'must hold no control characters');

/** A server that speaks the OpenAI protocol. */
export const providerSettingsSchema = z.strictObject({
  /** With the version and without a slash at the end: `https://api.openai.com/v1`. */
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'must be a web address: https://… or http://…' })
    .max(500)
    .transform((text) => text.replace(/\/+$/, '')),
  /** Absent: the stored key stays, if the server is the same. Null: none. It is never shown again. */
  apiKey: z
    .string()
    .min(1)
    .max(4000)
    .regex(/^[\x21-\x7e]+$/, 'must be visible ASCII, as it goes into a header')
    .nullable()
    .optional(),
  model: line(200),
  /** Of speech alone: what it speaks with unless the agent names another. */
  voice: line(200).nullable().optional(),
});
export type ProviderSettings = z.output<typeof providerSettingsSchema>;

/** What calls of the organisation use for a port. */
export const providerSchema = z.object({
  port: providerPortSchema,
  /** `organisation`: its own; `instance`: set by who runs the server; `built-in`: comes with the program; `none`. */
  source: z.enum(['organisation', 'instance', 'built-in', 'none']),
  /** Of the organisation's own; null for others. */
  baseUrl: z.string().nullable(),
  model: z.string().nullable(),
  voice: z.string().nullable(),
  /** End of the organisation's own key, `•••• 4f2a`; null: it has none. */
  keyHint: z.string().nullable(),
  /** Of the organisation's own, for If-Match; 0: there is none. */
  version: z.number().int(),
  updatedAt: z.string().nullable(),
});
export type Provider = z.infer<typeof providerSchema>;
export const providerListSchema = z.object({ items: z.array(providerSchema) });

/** Absent: what calls use now. */
export const providerTestSchema = z.strictObject({ settings: providerSettingsSchema.optional() });

export const providerTestResultSchema = z.object({
  isOk: z.boolean(),
  durationMs: z.number().int(),
  /** `provider_unreachable`, `provider_rejected` …; null when it works. */
  code: z.string().nullable(),
  /** What was asked, what came, and, if nothing good came, what to mend; for people. */
  detail: z.string(),
});
export type ProviderTestResult = z.infer<typeof providerTestResultSchema>;
