import { z } from 'zod';
import { roles } from '../access/index.ts';

export const roleSchema = z.enum(roles);

const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(100)
  // Control characters would break the letters and lists the name stands in.
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be one line of text');

/** One address as people write it; kept in small letters. */
export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email());

export const organisationSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The agency whose client it is. */
  parentId: z.string().nullable(),
  /** Came with the program, for a first look; it can be removed. */
  isDemo: z.boolean(),
  /** Also its ETag. */
  version: z.number().int(),
  createdAt: z.string(),
});
export type Organisation = z.infer<typeof organisationSchema>;

/** An organisation somebody may act in. `inheritedFrom`: the agency above it that the role comes from; null: their own. */
export const membershipSchema = organisationSchema.extend({
  role: roleSchema,
  inheritedFrom: z.string().nullable(),
});
export type Membership = z.infer<typeof membershipSchema>;
/** Agencies before their clients. */
export const membershipListSchema = z.object({ items: z.array(membershipSchema) });

export const newOrganisationSchema = z.strictObject({ name: nameSchema });
export const organisationEditSchema = z.strictObject({ name: nameSchema });
/** The organisation's name, typed by whoever removes it. */
export const organisationRemovalSchema = z.object({ confirm: z.string().max(200) });

export const memberSchema = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  /** The agency they belong to and whose role they act with here; null: a member of this very organisation. */
  inheritedFrom: z.object({ id: z.string(), name: z.string() }).nullable(),
  createdAt: z.string(),
});
export type Member = z.infer<typeof memberSchema>;
export const memberListSchema = z.object({ items: z.array(memberSchema) });
export const memberEditSchema = z.strictObject({ role: roleSchema });

export const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: roleSchema,
  /** Name of whoever invited. */
  invitedBy: z.string(),
  createdAt: z.string(),
  /** The link works until then. */
  expiresAt: z.string(),
  isExpired: z.boolean(),
});
export type Invitation = z.infer<typeof invitationSchema>;
export const invitationListSchema = z.object({ items: z.array(invitationSchema) });
export const newInvitationSchema = z.strictObject({ email: emailSchema, role: roleSchema });

/** `console`: there is no mail server, the letter is in the terminal of the server; `failed`: send it again. */
export const sentInvitationSchema = invitationSchema.extend({
  delivery: z.enum(['mail', 'console', 'failed']),
});
export type SentInvitation = z.infer<typeof sentInvitationSchema>;

/** What the part of the link after `#` holds. */
export const invitationTokenSchema = z.strictObject({ token: z.string().min(1).max(200) });
/** What somebody with the link may know of it. */
export const foundInvitationSchema = z.object({
  organisationName: z.string(),
  email: z.string(),
  role: roleSchema,
  expiresAt: z.string(),
});
export type FoundInvitation = z.infer<typeof foundInvitationSchema>;
