import { listProviders as listOwn } from '@allo/business';
import { providerListSchema } from '@allo/contracts/http';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { providerViews } from '../provider-view.ts';

/** `GET /v1/providers`: what hears, thinks and speaks in the organisation's calls; never a key. */
export function listProviders(api: Api, deps: Pick<ApiDeps, 'db' | 'providers'>): void {
  tenantRoute(api, {
    method: 'GET',
    url: '/v1/providers',
    permission: 'providers:read',
    tag: 'providers',
    summary: 'What hears, thinks and speaks in calls',
    replies: { 200: providerListSchema },
    handle: async ({ orgId }) => ({ items: providerViews(await listOwn(deps, orgId), deps.providers) }),
  });
}
