import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';

/** A change, after which what `stale` names is read anew. */
export function useChange<Wanted, Made>(
  work: (wanted: Wanted) => Promise<Made>,
  stale: readonly QueryKey[],
  onDone?: (made: Made, wanted: Wanted) => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: async (made, wanted) => {
      onDone?.(made, wanted);
      await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
}
