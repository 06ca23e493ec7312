import { z } from 'zod';
import { pageOf } from './page.ts';

/** A telephone number and the agent that answers it. */
export const phoneNumberSchema = z.object({
  /** E.164: `+74951234567`; short and internal numbers without the plus: `112`. Also its id. */
  number: z.string(),
  agentId: z.string(),
  version: z.number().int(),
  createdAt: z.string(),
});
export type PhoneNumber = z.infer<typeof phoneNumberSchema>;
export const phoneNumberListSchema = pageOf(phoneNumberSchema);

export const newPhoneNumberSchema = z.strictObject({
  /** Any usual writing: `8 (495) 123-45-67`. */
  number: z
    .string()
    .max(40)
    .regex(/^\s*\+?[\d\s().-]+$/, 'is not a telephone number: write it like +74951234567')
    .refine((text) => /^\d{2,15}$/.test(text.replace(/\D/g, '')), 'must have 2 to 15 digits'),
  agentId: z.string().min(1).max(64),
});
export type NewPhoneNumber = z.infer<typeof newPhoneNumberSchema>;
export const phoneNumberPatchSchema = newPhoneNumberSchema.pick({ agentId: true });
