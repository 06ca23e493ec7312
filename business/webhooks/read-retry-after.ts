/**
 * Milliseconds a `retry-after` header asks to wait: seconds or an HTTP date (RFC 9110 §10.2.3). Null for none, for the
 * past and for nonsense.
 */
export function readRetryAfter(value: string | undefined, nowMs: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Za-z]{3}, /.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) || at <= nowMs ? null : at - nowMs;
}
