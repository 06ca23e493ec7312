import { sessionSchema } from '@allo/contracts/http';
import { queryOptions } from '@tanstack/react-query';
import { readJson } from './read-json.ts';

/** Who reads this page, and what they may do where. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => readJson('/v1/session', sessionSchema, signal),
  staleTime: 60_000,
});
