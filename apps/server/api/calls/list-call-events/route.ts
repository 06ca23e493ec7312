import { callEventListSchema } from '@allo/contracts/http';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { problemResponses } from '../../errors/problem-responses.ts';
import { callIdOf, callParamsSchema, noSuchCall } from '../call-id.ts';

/** `GET /v1/calls/:id/events`: everything that happened, in order. */
export function listCallEvents(api: Api, { calls, orgId }: Pick<ApiDeps, 'calls' | 'orgId'>): void {
  api.get(
    '/v1/calls/:id/events',
    {
      schema: {
        tags: ['calls'],
        summary: 'Everything that happened in a call, in order',
        params: callParamsSchema,
        response: { 200: callEventListSchema, ...problemResponses },
      },
    },
    async (request) => {
      const events = await calls.events(orgId, callIdOf(request.params.id));
      if (!events) throw noSuchCall();
      return { items: events.map(({ id, seq, type, at, data }) => ({ id, seq, type, at, data })) };
    },
  );
}
