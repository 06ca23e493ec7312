import { openProviderOf, withStoredKey } from '@allo/business';
import { providerTestResultSchema, providerTestSchema } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { providerParamsSchema } from '../provider-deps.ts';

/** `POST /v1/providers/:port/test`: one tiny real request, as calls would make it. */
export function testProvider(
  api: Api,
  deps: Pick<ApiDeps, 'db' | 'clock' | 'log' | 'masterKeys' | 'providers'>,
): void {
  tenantRoute(api, {
    method: 'POST',
    url: '/v1/providers/:port/test',
    permission: 'providers:write',
    tag: 'providers',
    summary: 'Try a service',
    description:
      'Asks the service for one word, or lets it hear a tone, and tells what came, how long it took and, if nothing good came, what to mend. With `settings`, those are tried and not stored; without, what calls use now.',
    params: providerParamsSchema,
    body: providerTestSchema,
    replies: { 200: providerTestResultSchema },
    handle: async ({ orgId, params, body }) => {
      const { settings } = body;
      const refusal = settings ? deps.providers.refusal(settings.baseUrl) : null;
      if (refusal) throw new AppError('bad_request', `settings.baseUrl: ${refusal}`);
      const own = settings
        ? await withStoredKey(deps, orgId, params.port, settings)
        : await openProviderOf(deps, orgId, params.port);
      return deps.providers.probe(params.port, own);
    },
  });
}
