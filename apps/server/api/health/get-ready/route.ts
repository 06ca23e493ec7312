import { readinessSchema } from '@allo/contracts/http';
import { publicRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';

/** `GET /ready`: 200 when requests and calls can be served, else 503; with every part this process leans on. */
export function getReady(api: Api, { readiness }: Pick<ApiDeps, 'readiness'>): void {
  publicRoute(api, {
    method: 'GET',
    url: '/ready',
    why: 'supervisors and load balancers ask without a key',
    tag: 'system',
    summary: 'Whether requests and calls can be served, part by part',
    replies: { 200: readinessSchema, 503: readinessSchema },
    handle: async ({ reply }) => {
      const found = await readiness();
      reply.code(found.status === 'down' ? 503 : 200).header('cache-control', 'no-store');
      return found;
    },
  });
}
