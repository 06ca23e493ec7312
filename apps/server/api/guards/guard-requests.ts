import { AppError } from '@allo/kernel';
import type { IncomingHttpHeaders } from 'node:http';
import type { Api } from '../api.ts';
import { type AllowedHosts, createAllowedHosts } from './allowed-hosts.ts';

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

/**
 * Refuses requests not meant for us, and changes that a page of another site makes its visitor's browser ask for;
 * gives every reply its security headers and request id. Pages of `corsOrigins` may ask, but not with a session.
 */
export function guardRequests(api: Api, publicUrl: string | null, corsOrigins: readonly string[] = []): void {
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
    if (!/^(GET|HEAD|OPTIONS)$/.test(request.method) && !isOurs(request.headers, hosts, corsOrigins)) {
      throw new AppError('forbidden', 'A page of another site may not do this.');
    }
    if (request.headers.upgrade !== undefined && !hosts.isAllowedOrigin(origin, host)) {
      throw new AppError('forbidden', 'A page of another site may not open this connection.');
    }
  });
}

/** Programs send no Origin; browsers do, and where one does not, it says in another header where the page is from. */
function isOurs(headers: IncomingHttpHeaders, hosts: AllowedHosts, corsOrigins: readonly string[]): boolean {
  const { host, origin, cookie } = headers;
  if (origin === undefined) {
    const site = headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' || site === 'none';
  }
  const hasSession = cookie !== undefined && /(^|;\s*)(__Secure-)?allo\./.test(cookie);
  return hosts.isAllowedOrigin(origin, host) || (!hasSession && corsOrigins.includes(origin));
}
