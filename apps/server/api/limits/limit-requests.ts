import type { RateLimiter, RateVerdict } from '@allo/contracts/ports';
import { AppError } from '@allo/kernel';
import type { FastifyReply } from 'fastify';
import type { Api } from '../api.ts';

const windowMs = 60_000;

/**
 * `requestsPerMinute` for every user, every key and every address that is nobody yet, in a sliding window, with the headers of
 * draft-ietf-httpapi-ratelimit-headers; the console's files and the health of the process are not counted.
 */
export function limitRequests(api: Api, limiter: Pick<RateLimiter, 'take'>, requestsPerMinute: number): void {
  api.addHook('onRequest', async (request, reply) => {
    const { principal, account } = request;
    const { access } = request.routeOptions.config;
    const isData = /^\/v1\//.test(request.routeOptions.url ?? '');
    if (!access || !isData) return;
    const who = principal
      ? `org:${principal.orgId}:${principal.kind}:${principal.id}`
      : account
        ? `account:${account.userId}`
        : `address:${request.ip}`;
    const verdict = await limiter.take(`requests:${who}`, { limit: requestsPerMinute, windowMs });
    tell(reply as unknown as FastifyReply, requestsPerMinute, verdict);
    if (!verdict.isAllowed) {
      reply.header('retry-after', Math.max(1, Math.ceil(verdict.resetMs / 1000)));
      throw new AppError(
        'rate_limited',
        `More than ${requestsPerMinute} requests a minute: wait ${Math.max(1, Math.ceil(verdict.resetMs / 1000))} s.`,
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
