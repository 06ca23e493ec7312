import { z } from 'zod';
import { nameSchema, pageOf } from './page.ts';

const network = z
  .string()
  .max(50)
  .regex(/^[0-9a-f.:]+(\/\d{1,3})?$/i, 'is not an IP address or network, like 203.0.113.7 or 203.0.113.0/24');

/** A telephone provider or exchange that may call this organisation's numbers. */
export const trunkSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Its own address, asked by the test. */
  host: z.string().nullable(),
  /** Where it calls from; empty: from anywhere, by user name and password. */
  sources: z.array(z.string()),
  /** What it signs in with; null: its address is enough. */
  username: z.string().nullable(),
  hasPassword: z.boolean(),
  isEnabled: z.boolean(),
  version: z.number().int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Trunk = z.infer<typeof trunkSchema>;
export const trunkListSchema = pageOf(trunkSchema);

const fields = {
  name: nameSchema,
  host: z
    .string()
    .max(255)
    .regex(
      /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i,
      'is not a host: write sip.example.com or 203.0.113.7:5060',
    )
    .nullable(),
  sources: z.array(network).max(50),
  username: z
    .string()
    .max(64)
    .regex(/^[\w.+-]+$/, 'may have Latin letters, digits and . _ + -')
    .nullable(),
  /** Never shown again. */
  password: z
    .string()
    .min(8, 'must have at least 8 characters')
    .max(128)
    .regex(/^[\x20-\x7e]+$/, 'may have printable ASCII characters only')
    .nullable(),
  isEnabled: z.boolean(),
};
export const newTrunkSchema = z.strictObject({
  name: fields.name,
  host: fields.host.default(null),
  sources: fields.sources.default([]),
  username: fields.username.default(null),
  password: fields.password.default(null),
  isEnabled: fields.isEnabled.default(true),
});
export type NewTrunk = z.output<typeof newTrunkSchema>;
export const trunkPatchSchema = z.strictObject(fields).partial();
export type TrunkPatch = z.output<typeof trunkPatchSchema>;

/** One step of asking a trunk whether it is there; the first that fails is the last. */
export const trunkTestStepSchema = z.object({
  step: z.enum(['address', 'name', 'request']),
  isOk: z.boolean(),
  /** `203.0.113.7:5060`, `SIP 200`, or a stable word for what failed: `name_not_found`, `no_answer`, `address_refused`. */
  result: z.string(),
  durationMs: z.number(),
});
export type TrunkTestStep = z.infer<typeof trunkTestStepSchema>;
export const trunkTestSchema = z.object({ isOk: z.boolean(), steps: z.array(trunkTestStepSchema) });
export type TrunkTest = z.infer<typeof trunkTestSchema>;
