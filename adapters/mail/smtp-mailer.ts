import { createHash } from 'node:crypto';
import type { Mail, Mailer } from '@allo/contracts/ports';
import { AppError, type Clock, type Log } from '@allo/kernel';
import { createTransport, type Transporter } from 'nodemailer';

export interface SmtpMailerOptions {
  /** `smtps://user:password@host:465` (TLS from the start) or `smtp://user:password@host:587` (STARTTLS). */
  url: string;
  /** `Allo <allo@example.com>` or the bare address. */
  from: string;
  clock: Clock;
  log: Log;
}

/** Waits before the second and the third attempt at what may pass. */
const retryDelaysMs = [1000, 5000];
const connectionMs = 10_000;
const socketMs = 30_000;

/**
 * Letters by SMTP. A password never goes over a connection that is not sealed, except to this very machine. A reply
 * of 4xx or a lost connection is tried again twice, 5xx is final (RFC 5321 §4.2.1).
 */
export function createSmtpMailer(options: SmtpMailerOptions): Mailer {
  const { clock, log, from } = options;
  const url = new URL(options.url);
  const domain = /@([^\s>@]+)>?\s*$/.exec(from)?.[1] ?? url.hostname;
  const transport = makeTransport(url);
  const attempt = (mail: Mail) => transport.sendMail({ ...contentOf(mail, domain), from });
  return {
    delivery: 'mail',
    send: async (mail, signal) => {
      for (let tried = 0; ; tried++) {
        const failure = await attempt(mail).then(
          () => null,
          (error: unknown) => failureOf(error),
        );
        if (!failure) return;
        const delayMs = retryDelaysMs[tried];
        if (!failure.retryable || delayMs === undefined) throw failure;
        log.warn({ code: failure.code, detail: failure.detail }, 'a letter was not taken and is tried again');
        await clock.sleep(delayMs, signal);
      }
    },
    close: () => transport.close(),
  };
}

function makeTransport(url: URL): Transporter {
  const isSealed = url.protocol === 'smtps:';
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isSealed ? 465 : 587) : Number(url.port),
    secure: isSealed,
    requireTLS: !isSealed && !isHere,
    ...(url.username !== '' && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    connectionTimeout: connectionMs,
    greetingTimeout: connectionMs,
    socketTimeout: socketMs,
    // Letters hold what we made alone: no files of this machine, no addresses to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function contentOf(mail: Mail, domain: string) {
  const id = createHash('sha256').update(mail.idempotencyKey).digest('hex').slice(0, 32);
  return {
    // An object, so that commas in it cannot add receivers.
    to: { name: '', address: oneLine(mail.to) },
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    messageId: `<${id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ');
}

/** Only the numbers of the server's answer: its words repeat the address. */
function failureOf(thrown: unknown): AppError {
  const { code, responseCode } = thrown as { code?: string; responseCode?: number };
  const detail = responseCode === undefined ? (code ?? 'unknown') : `SMTP ${responseCode}`;
  if (responseCode !== undefined && responseCode >= 500) {
    return new AppError('provider_rejected', 'The mail server does not take the letter.', { detail });
  }
  if (code === 'EAUTH' && (responseCode ?? 500) >= 500) {
    return new AppError('provider_rejected', 'The mail server refuses our user or password.', { detail });
  }
  if (code === 'ETIMEDOUT')
    return new AppError('provider_timeout', 'The mail server is too slow.', { detail });
  return new AppError('provider_unreachable', 'The mail server cannot be reached.', { detail });
}
