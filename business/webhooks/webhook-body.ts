import type { WebhookPayload } from '@allo/contracts/http';

/** Receivers are told of a thing, not sent it: what is larger is to be asked for by its id. */
const mostBytes = 64 * 1024;

/** The bytes to be signed and sent. Of data beyond 64 KiB only the ids stay, with `isTruncated`. */
export function webhookBody({ type, timestamp, data }: WebhookPayload): string {
  const whole = JSON.stringify({ type, timestamp, data });
  if (Buffer.byteLength(whole) <= mostBytes) return whole;
  const ids = Object.fromEntries(
    Object.entries(data).filter(
      ([name, value]) => (name === 'seq' || /Id$/.test(name)) && String(value).length <= 200,
    ),
  );
  return JSON.stringify({ type, timestamp, data: { ...ids, isTruncated: true } });
}
