/** A person with an account. */
export interface User {
  id: string;
  /** In small letters. */
  email: string;
  name: string;
  language: Language;
}

/** Of the letters we send. */
export type Language = 'ru' | 'en';

/** One signed-in browser. */
export interface Session {
  id: string;
  user: User;
  expiresAt: Date;
}

/** A session as its owner sees it in the list of their devices. */
export interface Device {
  id: string;
  createdAt: Date;
  expiresAt: Date;
  /** Where it signed in from; null: unknown. */
  address: string | null;
  userAgent: string | null;
}

/** Where a request comes from. */
export interface Client {
  /** Of the person, not of a proxy. */
  address: string;
  cookie: string | null;
  /** What a browser says; null: no browser. */
  origin: string | null;
  userAgent: string | null;
}

export type OAuthProviderName = 'google' | 'github' | 'yandex';

/** Values of Set-Cookie to give the browser. */
export type SetCookies = string[];

/**
 * Who people are. Every method that a stranger can reach counts attempts (`rate_limited`, RateRefusal) and tells
 * nobody whether an address has an account. Refusals are AppErrors of the catalogue.
 */
export interface Identity {
  /** Which other sites people may sign in by. */
  readonly providers: readonly OAuthProviderName[];
  /** How letters go out. */
  readonly delivery: 'mail' | 'console';
  /** Sends a letter with a link that confirms the address; an address that has an account gets a letter that says so. */
  signUp(
    input: { email: string; password: string; name: string; language: Language },
    client: Client,
  ): Promise<void>;
  /** `unauthorized`: no such account or another password; `email_unconfirmed` only with the right password. */
  signIn(
    input: { email: string; password: string },
    client: Client,
  ): Promise<{ user: User; cookies: SetCookies }>;
  signOut(client: Client): Promise<SetCookies>;
  /** Sends the letter of confirmation anew. */
  resendConfirmation(email: string, client: Client): Promise<void>;
  /** Of the link in the letter. `bad_request`: expired or forged. */
  confirmEmail(token: string, client: Client): Promise<void>;
  requestPasswordReset(email: string, client: Client): Promise<void>;
  /** Also ends all sessions and confirms the address. `bad_request`: the token is used, expired or forged. */
  resetPassword(input: { token: string; password: string }, client: Client): Promise<void>;
  /** Ends the other sessions. `unauthorized`: not signed in; `bad_request`: the current password is another. */
  changePassword(input: { current: string; next: string }, client: Client): Promise<SetCookies>;
  /** Where to send the browser; `returnTo` is a path of ours. `not_found`: not configured. */
  startOAuth(
    input: { provider: string; returnTo: string },
    client: Client,
  ): Promise<{ url: string; cookies: SetCookies }>;
  /** The browser comes back. Failures are told by `?error=` on the sign-in page. */
  finishOAuth(
    input: { provider: string; query: string },
    client: Client,
  ): Promise<{ redirectTo: string; cookies: SetCookies }>;
  /** Who a Cookie header belongs to. Answers from memory for at most 5 s; what ends here ends at once. */
  sessionOf(cookie: string | undefined): Promise<Session | null>;
  devices(userId: string): Promise<Device[]>;
  /** Answers whether there was one. */
  revokeDevice(userId: string, deviceId: string): Promise<boolean>;
  /** All but `exceptId`; answers how many. */
  revokeDevices(userId: string, exceptId?: string): Promise<number>;
  /** Counts a try at a token that is not ours to check. */
  countToken(client: Client): Promise<void>;
  findUser(email: string): Promise<User | null>;
  /** Makes a user whose address is proved by other means. `conflict`: the address has an account. */
  createUser(input: { email: string; password: string; name: string; language: Language }): Promise<User>;
  /** For whoever proved to be above the account; ends its sessions and confirms its address. */
  setPassword(userId: string, password: string): Promise<void>;
  updateUser(userId: string, change: { name?: string; language?: Language }): Promise<User | null>;
  /** Letters still on their way are waited for. Idempotent. */
  close(): Promise<void>;
}
