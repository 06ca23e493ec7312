import { createHmac, timingSafeEqual } from 'node:crypto';
import { AlloError } from './allo-error.ts';

export interface WebhookMessage {
  /** `call.ended` … */
  type: string;
  /** When it happened, ISO 8601. */
  timestamp: string;
  data: Record<string, unknown>;
}

/** As Node, Express or `fetch` give them. */
export type WebhookHeaders = Headers | Record<string, string | string[] | undefined>;

const toleranceSeconds = 300;

/**
 * Checks that a request came from Allo (Standard Webhooks: HMAC-SHA256 over id, time and the body, byte for byte as it
 * came) and answers what it tells. Throws {@link AlloError} `unauthorized` otherwise: answer such a request with 401. The
 * header `webhook-id` is the same for every repetition of one message.
 */
export function verifyWebhook(
  rawBody: string | Uint8Array,
  headers: WebhookHeaders,
  secret: string,
  nowMs: number = Date.now(),
): WebhookMessage {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  if (key.length === 0) throw new TypeError('The secret of a webhook looks like whsec_…; this one is empty.');
  const id = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp');
  const signatures = headerOf(headers, 'webhook-signature');
  if (!id || !signatures || !/^\d{1,12}$/.test(timestamp)) throw forged('Headers of a webhook are missing.');
  if (Math.abs(Math.floor(nowMs / 1000) - Number(timestamp)) > toleranceSeconds) {
    throw forged('The request is older than five minutes, or a clock is wrong.');
  }
  const signed = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(rawBody);
  const expected = Buffer.from(`v1,${signed.digest('base64')}`);
  const isGenuine = signatures.split(' ').some((one) => {
    const given = Buffer.from(one);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!isGenuine) throw forged('The signature is not that of this secret.');
  return JSON.parse(
    typeof rawBody === 'string' ? rawBody : Buffer.from(rawBody).toString(),
  ) as WebhookMessage;
}

/** Empty where it is absent. */
function headerOf(headers: WebhookHeaders, name: string): string {
  if (headers instanceof Headers) return headers.get(name) ?? '';
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return (Array.isArray(found) ? found[0] : found) ?? '';
}

function forged(detail: string): AlloError {
  return new AlloError({ status: 401, code: 'unauthorized', detail });
}
