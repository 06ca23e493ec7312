import { callListQuerySchema, callListSchema } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /v1/calls`: newest first, a page at a time, by agent, state, time, number and words. */
export function listCalls(api: Api, { calls }: Pick<ApiDeps, 'calls'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/calls',
    permission: 'calls:read',
    tag: 'calls',
    summary: 'Calls, newest first',
    query: callListQuerySchema,
    replies: { 200: callListSchema },
    handle: ({ orgId, principal, query }) => {
      // Which calls hold a word tells what was said in them.
      if (query.q !== undefined && !principal.permissions.has('calls:listen')) {
        throw new AppError('forbidden', 'Searching in what was said needs the permission calls:listen.');
      }
      return calls.list(orgId, query);
    },
  });
}
