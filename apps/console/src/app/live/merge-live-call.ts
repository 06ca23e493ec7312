import type { CallList, CallState, CallSummary } from '@allo/contracts/http';

interface CallPages {
  pages: CallList[];
  pageParams: unknown[];
}

const fits = (call: CallSummary, filters: { agentId?: string; state?: CallState }) =>
  (!filters.agentId || filters.agentId === call.agentId) && (!filters.state || filters.state === call.state);

/** Puts a changed call into its place in a list that is already read: replaced, removed by a filter, or on top. */
export function mergeLiveCall(
  data: CallPages,
  call: CallSummary,
  filters: { agentId?: string; state?: CallState },
): CallPages {
  const isFitting = fits(call, filters);
  let isFound = false;
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.flatMap((item) => {
      if (item.id !== call.id) return [item];
      isFound = true;
      return isFitting ? [call] : [];
    }),
  }));
  const first = pages[0];
  // An older call that is not on the pages read so far belongs further down, not on top.
  const newest = first?.items[0]?.startedAt ?? '';
  if (first && !isFound && isFitting && call.startedAt >= newest) first.items.unshift(call);
  return { ...data, pages };
}
