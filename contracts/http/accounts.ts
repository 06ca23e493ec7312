import { z } from 'zod';
import { emailSchema, membershipSchema } from './organisations.ts';
import { permissions } from '../access/index.ts';

export const languageSchema = z.enum(['ru', 'en']);

/** One line; no control characters. */
const lineSchema = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must be one line of text');

/** Chosen anew; one that exists is only bounded. */
export const newPasswordSchema = z.string().min(10).max(128);
const passwordSchema = z.string().min(1).max(128);
const tokenSchema = z.string().min(1).max(2000);

export const userSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  /** Of letters and the console. */
  language: languageSchema,
});
export type UserView = z.infer<typeof userSchema>;

export const oauthProviderSchema = z.enum(['google', 'github', 'yandex']);

/** What the sign-in page needs to know. */
export const signInMethodsSchema = z.object({
  /** Other sites people may sign in by. */
  providers: z.array(oauthProviderSchema),
  /** `invite`: nobody registers by themselves. */
  signUp: z.enum(['open', 'invite']),
  /** `console`: there is no mail server; letters are in the terminal of the server. */
  delivery: z.enum(['mail', 'console']),
  /** False: nobody owns this installation; the link is in the terminal. */
  isClaimed: z.boolean(),
});
export type SignInMethods = z.infer<typeof signInMethodsSchema>;

export const signUpSchema = z.strictObject({
  email: emailSchema,
  password: newPasswordSchema,
  name: lineSchema,
  language: languageSchema.default('ru'),
});
export const signInSchema = z.strictObject({ email: emailSchema, password: passwordSchema });
export const signedInSchema = z.object({ user: userSchema });

/** Accepted; whether the address has an account is not told. */
export const letterSentSchema = z.object({ delivery: z.enum(['mail', 'console']) });
export const letterRequestSchema = z.strictObject({ email: emailSchema });
export const confirmEmailQuerySchema = z.object({ token: tokenSchema });
export const resetPasswordSchema = z.strictObject({ token: tokenSchema, password: newPasswordSchema });
export const changePasswordSchema = z.strictObject({
  currentPassword: passwordSchema,
  newPassword: newPasswordSchema,
});

/** A page of ours to come back to. */
export const returnPathSchema = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\s\\]*$/, 'must be a path of this site, like /calls');
export const oauthStartSchema = z.strictObject({ returnTo: returnPathSchema.default('/') });
/** Where to send the browser. */
export const oauthStartedSchema = z.object({ url: z.string() });

export const joinSchema = z.strictObject({
  /** The part of the invitation's link after `#`. */
  token: tokenSchema,
  name: lineSchema,
  password: newPasswordSchema,
  language: languageSchema.default('ru'),
});

export const claimSchema = z.strictObject({
  /** The part of the link in the terminal after `#`. */
  token: tokenSchema,
  email: emailSchema,
  password: newPasswordSchema,
  name: lineSchema,
  organisationName: lineSchema,
  language: languageSchema.default('ru'),
});
export type Claim = z.input<typeof claimSchema>;
export const claimedSchema = z.object({
  user: userSchema,
  organisation: z.object({ id: z.string(), name: z.string() }),
});

/** Who asks, and what they may do where. */
export const sessionSchema = z.object({
  user: userSchema,
  session: z.object({ id: z.string(), expiresAt: z.string() }),
  /** The first is the one requests without an `Allo-Organisation` header are for. */
  memberships: z.array(membershipSchema.extend({ permissions: z.array(z.enum(permissions)) })),
});
export type SessionView = z.infer<typeof sessionSchema>;

export const deviceSchema = z.object({
  id: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  /** Where it signed in from. */
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** It asks this very question. */
  isCurrent: z.boolean(),
});
/** Newest first. */
export const deviceListSchema = z.object({ items: z.array(deviceSchema) });
export type DeviceList = z.infer<typeof deviceListSchema>;
export const signedOutSchema = z.object({ devices: z.number().int() });

export const profileEditSchema = z.strictObject({
  name: lineSchema.optional(),
  language: languageSchema.optional(),
});
