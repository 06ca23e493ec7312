import { AppError } from '@allo/kernel';
import { accountRoute, idParamsSchema, noContent } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { AccountDeps } from '../account-deps.ts';
import { uuidOf } from '../../editing/index.ts';

/** `DELETE /v1/session/devices/:id`: ends a session of one's own; at once. */
export function signOutDevice(api: Api, { identity }: Pick<AccountDeps, 'identity'>): void {
  accountRoute(api, {
    why: 'devices belong to a person, not to an organisation',
    method: 'DELETE',
    url: '/v1/session/devices/:id',
    tag: 'accounts',
    summary: 'Sign out one of your devices',
    params: idParamsSchema,
    replies: { 204: noContent },
    handle: async ({ account, params, reply }) => {
      if (!(await identity.revokeDevice(account.userId, uuidOf(params.id, 'device')))) {
        throw new AppError('not_found', 'There is no such device.');
      }
      return reply.code(204).send(null);
    },
  });
}
