import { createHmac, timingSafeEqual } from 'node:crypto';

const pattern = /^(?:__Secure-)?allo\.session_token=(.+)$/;

/** The value of the session's cookie in a Cookie header; null: there is none. */
export function sessionCookie(header: string): string | null {
  for (const one of header.split(';')) {
    const value = pattern.exec(one.trim())?.[1];
    if (value !== undefined) return value;
  }
  return null;
}

/**
 * The session's token in the value the library gave: `<token>.<HMAC-SHA256 of it in base64>`, percent-encoded. Null when
 * it was not made with this secret.
 */
export function tokenOfCookie(value: string, secret: string): string | null {
  let text: string;
  try {
    text = decodeURIComponent(value);
  } catch {
    return null;
  }
  const dot = text.lastIndexOf('.');
  if (dot < 1) return null;
  const token = text.slice(0, dot);
  const given = Buffer.from(text.slice(dot + 1), 'base64');
  const right = createHmac('sha256', secret).update(token).digest();
  return given.length === right.length && timingSafeEqual(given, right) ? token : null;
}
