import { agentListSchema } from '@allo/contracts/http';
import { queryOptions } from '@tanstack/react-query';
import { readJson } from './read-json.ts';

export const agentsQuery = queryOptions({
  queryKey: ['agents'],
  queryFn: ({ signal }) => readJson('/v1/agents?status=published&limit=100', agentListSchema, signal),
  staleTime: 60_000,
});
