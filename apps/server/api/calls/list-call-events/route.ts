import { callEventListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { callIdOf, callParamsSchema, noSuchCall } from '../call-id.ts';

/** `GET /v1/calls/:id/events`: everything that happened, in order. */
export function listCallEvents(api: Api, { calls }: Pick<ApiDeps, 'calls'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/calls/:id/events',
    permission: 'calls:listen',
    tag: 'calls',
    summary: 'Everything that happened in a call, in order',
    params: callParamsSchema,
    replies: { 200: callEventListSchema },
    handle: async ({ orgId, params }) => {
      const events = await calls.events(orgId, callIdOf(params.id));
      if (!events) throw noSuchCall();
      return { items: events.map(({ id, seq, type, at, data }) => ({ id, seq, type, at, data })) };
    },
  });
}
