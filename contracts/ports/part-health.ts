/** How a part outside this process is doing, as far as the last attempt to use it showed. */
export type PartHealth =
  | { state: 'ok' }
  /** Works with less (said by each port), and recovers by itself. `sinceMs` is wall-clock time. */
  | { state: 'degraded'; sinceMs: number; reason: 'unreachable' | 'refused' | 'slow' };
