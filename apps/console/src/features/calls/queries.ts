import { type CallState, callListSchema } from '@allo/contracts/http';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { readJson } from '../../api/read-json.ts';
import { livePollMs } from '../../app/live/live-calls.ts';

export interface CallFilters {
  agentId?: string;
  state?: CallState;
}

/** Pages of calls, newest first. */
export const callsQuery = (filters: CallFilters) =>
  infiniteQueryOptions({
    queryKey: ['calls', filters],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: '30' });
      if (filters.agentId) query.set('agentId', filters.agentId);
      if (filters.state) query.set('state', filters.state);
      if (pageParam) query.set('cursor', pageParam);
      return readJson(`/v1/calls?${query}`, callListSchema, signal);
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: livePollMs,
  });

/** The last few calls, for the home page. */
export const recentCallsQuery = queryOptions({
  queryKey: ['recent-calls'],
  queryFn: ({ signal }) => readJson('/v1/calls?limit=6', callListSchema, signal),
  refetchInterval: livePollMs,
});
