import type { RateLimit, RateLimiter, RateVerdict } from '@allo/contracts/ports';
import type { Clock } from '@allo/kernel';

interface Window {
  /** When each was taken, oldest first. */
  times: number[];
  windowMs: number;
}

const sweepEveryMs = 10_000;

/** Counts in this process alone, on its monotonic clock: a wall clock that jumps changes nothing. */
export function createMemoryRateLimiter({ clock }: { clock: Clock }): RateLimiter {
  const windows = new Map<string, Window>();
  let sweptAt = clock.now();

  const sweep = (now: number): void => {
    if (now - sweptAt < sweepEveryMs) return;
    sweptAt = now;
    for (const [key, { times, windowMs }] of windows) {
      if ((times.at(-1) ?? Number.NEGATIVE_INFINITY) <= now - windowMs) windows.delete(key);
    }
  };

  return {
    async take(key, limit) {
      const now = clock.now();
      sweep(now);
      const window = windows.get(key) ?? { times: [], windowMs: limit.windowMs };
      windows.set(key, window);
      window.windowMs = limit.windowMs;
      return takeFrom(window.times, now, limit);
    },
    state: () => ({ state: 'ok' }),
    close: async () => windows.clear(),
  };
}

function takeFrom(times: number[], now: number, { limit, windowMs }: RateLimit): RateVerdict {
  const gone = times.findIndex((time) => time > now - windowMs);
  times.splice(0, gone < 0 ? times.length : gone);
  const isAllowed = times.length < limit;
  if (isAllowed) times.push(now);
  const oldest = times[0];
  return {
    isAllowed,
    remaining: Math.max(0, limit - times.length),
    resetMs: oldest === undefined ? windowMs : Math.ceil(oldest + windowMs - now),
  };
}
