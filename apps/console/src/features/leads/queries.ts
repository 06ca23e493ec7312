import { leadListSchema } from '@allo/contracts/http';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { readJson } from '../../api/read-json.ts';
import { livePollMs } from '../../app/live/live-calls.ts';

export const leadsQuery = infiniteQueryOptions({
  queryKey: ['leads'],
  queryFn: ({ pageParam, signal }) => {
    const query = new URLSearchParams({ limit: '50' });
    if (pageParam) query.set('cursor', pageParam);
    return readJson(`/v1/leads?${query}`, leadListSchema, signal);
  },
  initialPageParam: '',
  getNextPageParam: (last) => last.nextCursor,
  refetchInterval: livePollMs,
});
