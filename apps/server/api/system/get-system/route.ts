import { systemStatusSchema } from '@allo/contracts/http';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { problemResponses } from '../../errors/problem-responses.ts';

/** `GET /v1/system`: what is running and what is missing. */
export function getSystem(api: Api, { system }: Pick<ApiDeps, 'system'>): void {
  api.get(
    '/v1/system',
    {
      schema: {
        tags: ['system'],
        summary: 'What is running and what is missing',
        response: { 200: systemStatusSchema, ...problemResponses },
      },
    },
    () => system(),
  );
}
