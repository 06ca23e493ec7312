import type { OutgoingRefusal } from '@allo/contracts/ports';

/** They steer the connection or where the request goes: ours alone to set. */
const ours = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'accept-encoding',
]);
/** RFC 9110 §5.6.2 token. */
const token = /^[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/;
/** RFC 9110 §5.5: visible ASCII, spaces, tabs, obs-text. No line break can get in. */
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;
const mostBytes = 16 * 1024;

/** Lower-cases the names; refuses what could end a header line, steer the connection, or is beyond 16 KiB. */
export function requestHeaders(
  given: Readonly<Record<string, string>>,
): Record<string, string> | Extract<OutgoingRefusal, 'header_refused'> {
  const headers: Record<string, string> = {};
  let bytes = 0;
  for (const [name, value] of Object.entries(given)) {
    const lower = name.toLowerCase();
    const isOurs = ours.has(lower) || lower.startsWith('proxy-') || lower.startsWith('sec-');
    if (isOurs || !token.test(lower) || !fieldValue.test(value)) return 'header_refused';
    bytes += lower.length + value.length + 4;
    headers[lower] = value;
  }
  return bytes > mostBytes ? 'header_refused' : headers;
}
