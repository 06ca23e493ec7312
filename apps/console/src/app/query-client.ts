import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError } from '../api/problem-error.ts';

/** `onUnauthorized`: the session is over, or there was none. */
export function makeQueryClient(onUnauthorized: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (!(error instanceof ProblemError)) return;
    if (error.status === 401) onUnauthorized();
    // Perhaps the reader lost a permission, or the organisation itself.
    if (error.status === 403 || error.status === 404) {
      void client.invalidateQueries({ queryKey: ['session'] });
    }
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5000,
        // Only what may pass by itself is tried again; a wrong address stays wrong.
        retry: (failures, error) =>
          failures < 2 && error instanceof ProblemError && (error.status === 0 || error.status >= 500),
        retryDelay: (attempt) => 500 * 2 ** attempt,
      },
    },
  });
  return client;
}
