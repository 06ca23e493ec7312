import type { RateLimiter, RateVerdict } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';
import type { FastifyReply } from 'fastify';
import type { Api } from '../api.ts';

const windowMs = 60_000;
/** Requests a minute of one user or one API key. */
export const requestsPerMinute = 200;
/** Of one address that is nobody yet; a page with its assets and a sign-in take a few dozen. */
export const strangersPerMinute = 300;

/**
 * 200 requests a minute for every user and every key, in a sliding window, with the headers of
 * draft-ietf-httpapi-ratelimit-headers; the console's files and the health of the process are not counted.
 */
export function limitRequests(api: Api, limiter: Pick<RateLimiter, 'take'>): void {
  api.addHook('onRequest', async (request, reply) => {
    const { principal, account } = request;
    const limit = principal || account ? requestsPerMinute : strangersPerMinute;
    const { access } = request.routeOptions.config;
    const isData = /^\/v1\//.test(request.routeOptions.url ?? '');
    if (!access || !isData) return;
    const who = principal
      ? `org:${principal.orgId}:${principal.kind}:${principal.id}`
      : account
        ? `account:${account.userId}`
        : `address:${request.ip}`;
    const verdict = await limiter.take(`requests:${who}`, { limit, windowMs });
    tell(reply as unknown as FastifyReply, limit, verdict);
    if (!verdict.isAllowed) {
      reply.header('retry-after', Math.max(1, Math.ceil(verdict.resetMs / 1000)));
      throw new AppError(
        'rate_limited',
        `More than ${limit} requests a minute: wait ${Math.max(1, Math.ceil(verdict.resetMs / 1000))} s.`,
      );
    }
  });
}

function tell(reply: FastifyReply, limit: number, { remaining, resetMs }: RateVerdict): void {
  reply
    .header('ratelimit-limit', limit)
    .header('ratelimit-remaining', remaining)
    .header('ratelimit-reset', Math.ceil(resetMs / 1000));
}
