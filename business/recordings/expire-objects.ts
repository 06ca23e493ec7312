import type { ObjectStore } from '@allo/contracts/ports';

/** How long recordings and transcripts are kept unless an organisation says otherwise. */
export const defaultObjectDays = 90;

export interface ExpiredObjects {
  removed: number;
  removedBytes: number;
  /** Could not be removed; they are found again next time. */
  failed: number;
}

/**
 * Removes objects under `prefix` (`recordings/<org>/`) that were put before `olderThan`. One that cannot be removed does
 * not keep the rest; a store that cannot be listed throws. `onRemoved` hears of each removal after it happened.
 */
export async function expireObjects(
  store: Pick<ObjectStore, 'list' | 'remove'>,
  options: {
    prefix: string;
    olderThan: Date;
    onRemoved?: (key: string, sizeBytes: number) => void;
    signal?: AbortSignal;
  },
): Promise<ExpiredObjects> {
  const { prefix, olderThan, onRemoved, signal } = options;
  const result: ExpiredObjects = { removed: 0, removedBytes: 0, failed: 0 };
  for await (const { key, sizeBytes, modifiedAt } of store.list(prefix)) {
    if (signal?.aborted) break;
    if (modifiedAt >= olderThan) continue;
    try {
      await store.remove(key);
    } catch {
      result.failed += 1;
      continue;
    }
    result.removed += 1;
    result.removedBytes += sizeBytes;
    onRemoved?.(key, sizeBytes);
  }
  return result;
}
