import { removeProvider as removeOwn } from '@allo/business';
import { AppError } from '@allo/kernel';
import { actorOf, noContent, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { providerParamsSchema } from '../provider-deps.ts';

/** `DELETE /v1/providers/:port`: the instance's service again, from the next call on; the key is forgotten. */
export function removeProvider(api: Api, deps: Pick<ApiDeps, 'db'>): void {
  tenantRoute(api, {
    method: 'DELETE',
    url: '/v1/providers/:port',
    permission: 'providers:write',
    tag: 'providers',
    summary: 'Use the instance’s service again',
    params: providerParamsSchema,
    replies: { 204: noContent },
    handle: async (ask) => {
      const { orgId, params, reply } = ask;
      if (!(await removeOwn(deps, orgId, actorOf(ask), params.port))) {
        throw new AppError('not_found', 'The organisation has no service of its own for this.');
      }
      return reply.status(204).send();
    },
  });
}
