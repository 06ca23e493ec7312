import type { Client, SetCookies } from '@allo/adapters/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Where a request comes from, as far as signing in is concerned. */
export function clientOf(request: Pick<FastifyRequest, 'headers' | 'ip'>): Client {
  const { cookie, origin, 'user-agent': userAgent } = request.headers;
  return {
    address: request.ip,
    cookie: cookie ?? null,
    origin: origin ?? null,
    userAgent: userAgent ?? null,
  };
}

/** Sessions are for one browser: no cache on the way keeps the reply. */
export function giveCookies(reply: FastifyReply, cookies: SetCookies): FastifyReply {
  return reply.header('cache-control', 'no-store').header('set-cookie', cookies);
}
