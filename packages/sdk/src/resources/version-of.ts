import type { CallOptions } from '../operation.ts';

/** Something by its id, or as it was read: then a change is refused when somebody else changed it meanwhile. */
export type Which = string | { id: string; version: number };

/** Where to send a change, and which version it is meant for. What `options` says counts more. */
export function changeOf(
  which: Which | { id: string; revision: number },
  options: CallOptions = {},
): { params: { id: string } } & CallOptions {
  if (typeof which === 'string') return { params: { id: which }, ...options };
  const version = 'revision' in which ? which.revision : which.version;
  return { params: { id: which.id }, ifMatch: version, ...options };
}
