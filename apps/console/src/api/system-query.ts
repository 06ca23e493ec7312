import { systemStatusSchema } from '@allo/contracts/http';
import { queryOptions } from '@tanstack/react-query';
import { readJson } from './read-json.ts';

/** What is running and what is missing. Counters also move with live calls; the rest changes by itself. */
export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: ({ signal }) => readJson('/v1/system', systemStatusSchema, signal),
  refetchInterval: 15_000,
});
