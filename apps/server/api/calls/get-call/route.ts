import { callDetailSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { callIdOf, callParamsSchema, noSuchCall } from '../call-id.ts';

/** `GET /v1/calls/:id`: state, times, fields, outcome and, for who may listen, the transcript with its latencies. */
export function getCall(api: Api, { calls }: Pick<ApiDeps, 'calls'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/calls/:id',
    permission: 'calls:read',
    tag: 'calls',
    summary: 'One call with its fields and, with calls:listen, its transcript',
    params: callParamsSchema,
    replies: { 200: callDetailSchema },
    handle: async ({ orgId, principal, params }) => {
      const call = await calls.get(orgId, callIdOf(params.id));
      if (!call) throw noSuchCall();
      return principal.permissions.has('calls:listen') ? call : { ...call, transcript: [] };
    },
  });
}
