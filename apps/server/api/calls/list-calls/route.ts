import { callListQuerySchema, callListSchema } from '@allo/contracts/http';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { problemResponses } from '../../errors/problem-responses.ts';

/** `GET /v1/calls`: newest first, a page at a time. */
export function listCalls(api: Api, { calls, orgId }: Pick<ApiDeps, 'calls' | 'orgId'>): void {
  api.get(
    '/v1/calls',
    {
      schema: {
        tags: ['calls'],
        summary: 'Calls, newest first',
        querystring: callListQuerySchema,
        response: { 200: callListSchema, ...problemResponses },
      },
    },
    (request) => calls.list(orgId, request.query),
  );
}
