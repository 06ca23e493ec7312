import type { Actor } from '@allo/business';
import type { FastifyRequest } from 'fastify';
import type { Account } from './route-access.ts';

/** Whoever signed in, where no organisation is chosen yet. */
export function actorOfAccount({
  account,
  request,
}: {
  account: Pick<Account, 'userId' | 'name'>;
  request: Pick<FastifyRequest, 'ip' | 'id'>;
}): Actor {
  return { kind: 'user', id: account.userId, name: account.name, address: request.ip, requestId: request.id };
}
