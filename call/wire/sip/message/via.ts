import { type Parameters, parseParameters } from './parameters.ts';

/** One Via value (RFC 3261 §20.42). */
export interface Via {
  /** `UDP`, `TCP`, `TLS`, `WS` …, upper case. */
  transport: string;
  /** sent-by host, lower case; IPv6 without brackets. */
  host: string;
  port: number | null;
  parameters: Parameters;
}

const viaValue =
  /^SIP\s*\/\s*\d+\.\d+\s*\/\s*([A-Za-z0-9!%*_+`'~.-]+)\s+(\[[0-9A-Fa-f:.%]+\]|[A-Za-z0-9._-]+)\s*(?::\s*(\d{1,5}))?\s*(;.*)?$/is;

/** What opens every branch made by an RFC 3261 element, so that the branch alone names the transaction (§8.1.1.7). */
export const branchCookie = 'z9hG4bK';

export function parseVia(text: string): Via | null {
  const match = viaValue.exec(text.trim());
  const parameters = match && parseParameters(match[4] ?? '');
  if (!match || !parameters) return null;
  const port = match[3] === undefined ? null : Number(match[3]);
  if (port !== null && port > 65535) return null;
  const host = (match[2] as string).toLowerCase().replace(/^\[|\]$/g, '');
  return { transport: (match[1] as string).toUpperCase(), host, port, parameters };
}
