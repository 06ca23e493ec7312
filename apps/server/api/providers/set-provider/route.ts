import { listProviders, setProvider as setOwn } from '@allo/business';
import { providerSchema, providerSettingsSchema } from '@allo/contracts/http';
import { AppError } from '@allo/kernel';
import { actorOf, tenantRoute } from '../../access/index.ts';
import type { Api } from '../../api.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { ifMatch, tellVersion } from '../../editing/index.ts';
import { providerParamsSchema } from '../provider-deps.ts';
import { providerView } from '../provider-view.ts';

/** `PUT /v1/providers/:port`: a service of the organisation's own, from the next call on. */
export function setProvider(
  api: Api,
  deps: Pick<ApiDeps, 'db' | 'clock' | 'log' | 'masterKeys' | 'providers'>,
): void {
  tenantRoute(api, {
    method: 'PUT',
    url: '/v1/providers/:port',
    permission: 'providers:write',
    tag: 'providers',
    summary: 'Use a service of your own',
    description:
      'A server that speaks the OpenAI protocol. The key is sealed and never shown again; leave it out to keep the stored one for the same server. With `If-Match`, only when nobody changed it since (`"0"`: nobody set it).',
    params: providerParamsSchema,
    body: providerSettingsSchema,
    replies: { 200: providerSchema },
    handle: async (ask) => {
      const { orgId, params, body, request, reply } = ask;
      const refusal = deps.providers.refusal(body.baseUrl);
      if (refusal) throw new AppError('bad_request', `baseUrl: ${refusal}`);
      const expected = request.headers['if-match'] === undefined ? '*' : ifMatch(request);
      await setOwn(deps, orgId, actorOf(ask), params.port, body, expected);
      const provider = providerView(params.port, await listProviders(deps, orgId), deps.providers);
      tellVersion(reply, provider.version);
      return provider;
    },
  });
}
