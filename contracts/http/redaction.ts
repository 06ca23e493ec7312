import { z } from 'zod';

/** Kinds of personal data that can be told from other text; the same list as the kernel's. */
export const redactionKinds = [
  'phone',
  'card',
  'code',
  'passport',
  'snils',
  'inn',
  'ogrn',
  'account',
  'oms',
  'driver-licence',
  'plate',
  'vin',
  'email',
  'ip',
  'birth-date',
  'name',
] as const;

export const redactionPatchSchema = z.strictObject({
  /** Masked in transcripts, events and fields before they are stored; empty: nothing. */
  kinds: z.array(z.enum(redactionKinds)).max(redactionKinds.length),
  /** Also the phone, name and e-mail that callers leave to be reached at. */
  hasContacts: z.boolean(),
});

export const redactionSchema = redactionPatchSchema.extend({ version: z.number().int() });
export type Redaction = z.infer<typeof redactionSchema>;
