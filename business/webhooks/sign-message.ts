import { createHmac } from 'node:crypto';
import { keyOfSecret } from './endpoint-secret.ts';

/**
 * Headers of one attempt (Standard Webhooks): HMAC-SHA256 over `id.seconds.body`, once for each secret in force, so
 * that a receiver may change secrets in its own time. `atMs` is wall-clock time of the attempt.
 */
export function signMessage(
  message: { id: string; body: string },
  secrets: readonly string[],
  atMs: number,
): Record<string, string> {
  const seconds = Math.floor(atMs / 1000);
  const signed = `${message.id}.${seconds}.${message.body}`;
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', keyOfSecret(secret)).update(signed).digest('base64')}`,
  );
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  };
}
