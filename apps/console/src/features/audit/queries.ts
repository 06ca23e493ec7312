import { auditListSchema, auditVerdictSchema } from '@allo/contracts/http';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { readJson } from '../../api/read-json.ts';
import { type AuditFilters, auditSearch } from './audit-filters.ts';

export const auditQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ['audit', filters],
    queryFn: ({ pageParam, signal }) => {
      const query = auditSearch(filters);
      if (pageParam) query.set('cursor', pageParam);
      return readJson(`/v1/audit?${query}`, auditListSchema, signal);
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
  });

/** Reads the whole log: asked for once per visit. */
export const auditVerdictQuery = queryOptions({
  queryKey: ['audit-verdict'],
  queryFn: ({ signal }) => readJson('/v1/audit/verify', auditVerdictSchema, signal),
  staleTime: 60_000,
});
