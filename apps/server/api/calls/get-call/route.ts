import { callDetailSchema } from '@allo/contracts/http';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { problemResponses } from '../../errors/problem-responses.ts';
import { callIdOf, callParamsSchema, noSuchCall } from '../call-id.ts';

/** `GET /v1/calls/:id`: state, times, fields, outcome, transcript and per-turn latency. */
export function getCall(api: Api, { calls, orgId }: Pick<ApiDeps, 'calls' | 'orgId'>): void {
  api.get(
    '/v1/calls/:id',
    {
      schema: {
        tags: ['calls'],
        summary: 'One call with its transcript, fields and latencies',
        params: callParamsSchema,
        response: { 200: callDetailSchema, ...problemResponses },
      },
    },
    async (request) => {
      const call = await calls.get(orgId, callIdOf(request.params.id));
      if (!call) throw noSuchCall();
      return call;
    },
  );
}
