import {
  erasureListSchema,
  erasureSchema,
  type Redaction,
  redactionSchema,
  type Retention,
  retentionSchema,
} from '@allo/contracts/http';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { readJson } from '../../api/read-json.ts';
import { sendJson } from '../../api/send-json.ts';

export const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: ({ signal }) => readJson('/v1/privacy/retention', retentionSchema, signal),
});

export const redactionQuery = queryOptions({
  queryKey: ['redaction'],
  queryFn: ({ signal }) => readJson('/v1/redaction', redactionSchema, signal),
});

export const erasuresQuery = infiniteQueryOptions({
  queryKey: ['erasures'],
  queryFn: ({ pageParam, signal }) => {
    const query = new URLSearchParams({ limit: '20' });
    if (pageParam) query.set('cursor', pageParam);
    return readJson(`/v1/privacy/erasures?${query}`, erasureListSchema, signal);
  },
  initialPageParam: '',
  getNextPageParam: (last) => last.nextCursor,
});

export const changeRetention = (wanted: Retention) =>
  sendJson('PATCH', '/v1/privacy/retention', wanted, retentionSchema);
export const setRedaction = ({ version, ...wanted }: Redaction) =>
  sendJson('PUT', '/v1/redaction', wanted, redactionSchema, { version });
export const forgetPhone = (phone: string) =>
  sendJson('POST', '/v1/privacy/forget', { phone }, erasureSchema);
