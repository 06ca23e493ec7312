/** A letter to one person. */
export interface Mail {
  /** One address; never logged. */
  to: string;
  subject: string;
  text: string;
  /** The same in HTML, for programs that show it; absent: text alone. */
  html?: string;
  /** The same key is the same letter: it becomes the Message-ID, by which receivers drop a second copy. */
  idempotencyKey: string;
}

/** Sends letters. `send` throws AppError: `provider_unreachable` and `provider_timeout` may be tried again, `provider_rejected` not. */
export interface Mailer {
  /** `console`: there is no mail server, the operator reads the letter in the terminal. */
  readonly delivery: 'mail' | 'console';
  /** `signal` ends the waits between attempts, not an attempt. */
  send(mail: Mail, signal?: AbortSignal): Promise<void>;
  /** Idempotent. */
  close(): void;
}
