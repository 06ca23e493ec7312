import { type Parameters, parseParameters } from './parameters.ts';

/** A `sip:` or `sips:` URI (RFC 3261 §19.1). */
export interface SipUri {
  scheme: 'sip' | 'sips';
  /** Unescaped user part, empty when there is none. */
  user: string;
  /** Host name or address, lower case; IPv6 without brackets. */
  host: string;
  port: number | null;
  parameters: Parameters;
  /** Everything after `?`, empty when absent. */
  headers: string;
}

const hostPort = /^(\[[0-9a-f:.%]+\]|[a-z0-9._-]+)\s*(?::\s*(\d{1,5}))?$/;

/** The scheme of any URI in lower case, or null when the text is none. */
export function uriScheme(text: string): string | null {
  const match = /^([a-z][a-z0-9+.-]*):/i.exec(text.trim());
  return match ? (match[1] as string).toLowerCase() : null;
}

/** Null when the scheme is neither sip nor sips or the text breaks the grammar. */
export function parseSipUri(text: string): SipUri | null {
  const scheme = uriScheme(text);
  if (scheme !== 'sip' && scheme !== 'sips') return null;
  const rest = text.trim().slice(scheme.length + 1);
  if (/[\s<>"]/.test(rest)) return null;
  // The user part may hold `;` and `?`, so the host begins after the last `@` (RFC 4475 §3.1.1.2).
  const at = rest.lastIndexOf('@');
  const user = at < 0 ? '' : unescapeUser(rest.slice(0, at));
  if (user === null) return null;
  const tail = rest.slice(at + 1);
  const question = tail.indexOf('?');
  const beforeHeaders = question < 0 ? tail : tail.slice(0, question);
  const semicolon = beforeHeaders.indexOf(';');
  const authority = semicolon < 0 ? beforeHeaders : beforeHeaders.slice(0, semicolon);
  const match = hostPort.exec(authority.toLowerCase());
  const parameters = semicolon < 0 ? new Map() : parseParameters(beforeHeaders.slice(semicolon));
  if (!match || !parameters) return null;
  const port = match[2] === undefined ? null : Number(match[2]);
  if (port !== null && (port === 0 || port > 65535)) return null;
  const host = (match[1] as string).replace(/^\[|\]$/g, '');
  return { scheme, user, host, port, parameters, headers: question < 0 ? '' : tail.slice(question + 1) };
}

/** Drops the password and undoes %xx; null when an escape is broken. */
function unescapeUser(userInfo: string): string | null {
  const colon = userInfo.indexOf(':');
  const user = colon < 0 ? userInfo : userInfo.slice(0, colon);
  if (user === '' || /%(?![0-9a-f]{2})/i.test(user)) return null;
  const bytes = user.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Host as it stands in a URI or Via: IPv6 in brackets. */
export function formatHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
