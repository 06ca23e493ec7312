import { Webhook } from 'standardwebhooks';

const toleranceSeconds = 5 * 60;

/**
 * Whether a request is what the holder of `secret` sent, by the official library of Standard Webhooks. With `nowMs`, for
 * tests on a virtual clock, its signature is compared and the age counted here; the library knows real time only.
 */
export function verifyWebhook(
  secret: string,
  request: { body: string; headers: Record<string, string> },
  nowMs?: number,
): boolean {
  const { body, headers } = request;
  const library = new Webhook(secret);
  if (nowMs === undefined) {
    try {
      library.verify(body, headers);
      return true;
    } catch {
      return false;
    }
  }
  const seconds = Number(headers['webhook-timestamp']);
  if (!(Math.abs(nowMs / 1000 - seconds) <= toleranceSeconds)) return false;
  const expected = library.sign(headers['webhook-id'] ?? '', new Date(seconds * 1000), body);
  return (headers['webhook-signature'] ?? '').split(' ').includes(expected);
}
