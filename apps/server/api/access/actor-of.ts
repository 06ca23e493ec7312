import type { Actor } from '@allo/business';
import type { Principal } from '@allo/contracts/access';
import type { FastifyRequest } from 'fastify';

/** Whoever asks, as the audit log names them. */
export function actorOf({
  principal,
  request,
}: {
  principal: Principal;
  request: Pick<FastifyRequest, 'ip' | 'id'>;
}): Actor {
  const { kind, id, name } = principal;
  return { kind, id, name, address: request.ip, requestId: request.id };
}
