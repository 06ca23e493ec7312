import { healthSchema } from '@allo/contracts/http';
import { publicRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /health`: 200 when calls are taken, else 503 with the same shape. */
export function getHealth(api: Api, { health }: Pick<ApiDeps, 'health'>): void {
  publicRoute(api, {
    method: 'GET',
    url: '/health',
    why: 'supervisors and load balancers ask without a key',
    tag: 'system',
    summary: 'Whether this process is ready to take calls',
    replies: { 200: healthSchema, 503: healthSchema },
    handle: ({ reply }) => {
      const found = health();
      const isServing = found.status === 'ready' || found.status === 'degraded';
      reply.code(isServing ? 200 : 503).header('cache-control', 'no-store');
      return found;
    },
  });
}
