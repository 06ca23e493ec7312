import {
  type Provider,
  type ProviderPort,
  providerListSchema,
  providerSchema,
  type ProviderSettings,
  providerTestResultSchema,
} from '@allo/contracts/http';
import { queryOptions } from '@tanstack/react-query';
import { readJson } from '../../api/read-json.ts';
import { sendJson } from '../../api/send-json.ts';

export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: ({ signal }) => readJson('/v1/providers', providerListSchema, signal),
});

export const setProvider = ({
  provider: { port, version },
  settings,
}: {
  provider: Provider;
  settings: ProviderSettings;
}) => sendJson('PUT', `/v1/providers/${port}`, settings, providerSchema, { version });
export const removeProvider = (port: ProviderPort) => sendJson('DELETE', `/v1/providers/${port}`, null, null);
export const testProvider = ({ port, settings }: { port: ProviderPort; settings?: ProviderSettings }) =>
  sendJson('POST', `/v1/providers/${port}/test`, settings ? { settings } : {}, providerTestResultSchema);
