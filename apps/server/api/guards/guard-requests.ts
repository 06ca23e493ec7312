import { AppError } from '@allo/kernel';
import type { Api } from '../api.ts';
import { createAllowedHosts } from './allowed-hosts.ts';

/**
 * Everything comes from us; nothing is embedded anywhere. Inline styles are needed by the waveform, which draws
 * itself into a shadow tree; `blob:` by audio the page made itself.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'microphone=(self), camera=(), geolocation=()',
};

/** Refuses requests not meant for us and gives every reply its security headers and request id. */
export function guardRequests(api: Api, publicUrl: string | null): void {
  const hosts = createAllowedHosts(publicUrl);
  api.addHook('onRequest', async (request, reply) => {
    reply.headers(headers).header('x-request-id', request.id);
    const { host, origin } = request.headers;
    if (!hosts.isAllowedHost(host)) {
      throw new AppError(
        'forbidden',
        'Allo is not served under this name: set PUBLIC_URL to the address you use.',
      );
    }
    if (request.headers.upgrade !== undefined && !hosts.isAllowedOrigin(origin, host)) {
      throw new AppError('forbidden', 'A page of another site may not open this connection.');
    }
  });
}
