import { createHmac, timingSafeEqual } from 'node:crypto';
import { AlloError } from './allo-error.ts';

export interface WebhookMessage {
  type: string;
  /** When it happened, ISO 8601. */
  timestamp: string;
  data: Record<string, unknown>;
}

const toleranceSeconds = 300;

/**
 * Checks that a request came from Allo (Standard Webhooks: HMAC-SHA256 over id, time and the raw body) and answers what
 * it tells. Throws {@link AlloError} `unauthorized` otherwise: answer such a request with 401. The header `webhook-id`
 * is the same for every repetition of one message.
 */
export function verifyWebhook(
  rawBody: string,
  headers: Record<string, string | string[] | undefined>,
  secret: string,
  nowMs: number = Date.now(),
): WebhookMessage {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => {
    const value = headers[name];
    return typeof value === 'string' ? value : '';
  }) as [string, string, string];
  const age = Math.abs(nowMs / 1000 - Number(timestamp));
  if (!id || !(age <= toleranceSeconds)) throw forged('The request is too old or has no webhook headers.');
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${rawBody}`).digest();
  const isGenuine = signatures.split(' ').some((one) => {
    const [version, text = ''] = one.split(',');
    const given = Buffer.from(text, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!isGenuine) throw forged('The signature is not that of this secret.');
  return JSON.parse(rawBody) as WebhookMessage;
}

function forged(detail: string): AlloError {
  return new AlloError({ status: 401, code: 'unauthorized', detail });
}
