import { healthSchema } from '@allo/contracts/http';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /health`: 200 when calls are taken, else 503 with the same shape. */
export function getHealth(api: Api, { health }: Pick<ApiDeps, 'health'>): void {
  api.get(
    '/health',
    {
      schema: {
        tags: ['system'],
        summary: 'Whether this process is ready to take calls',
        response: { 200: healthSchema, 503: healthSchema },
      },
    },
    async (_request, reply) => {
      const found = health();
      const isServing = found.status === 'ready' || found.status === 'degraded';
      reply.code(isServing ? 200 : 503).header('cache-control', 'no-store');
      return found;
    },
  );
}
