import { apiKeyListSchema, madeApiKeySchema, type NewApiKey } from '@allo/contracts/http';
import { queryOptions } from '@tanstack/react-query';
import { readJson } from '../../api/read-json.ts';
import { sendJson } from '../../api/send-json.ts';

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal }) => readJson('/v1/keys', apiKeyListSchema, signal),
});

export const createKey = (wanted: NewApiKey) => sendJson('POST', '/v1/keys', wanted, madeApiKeySchema);
export const revokeKey = (id: string) => sendJson('DELETE', `/v1/keys/${id}`, null, null);
