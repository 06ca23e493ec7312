import type { Clock } from './clock.ts';

export type NextWithin<T> =
  | { state: 'item'; item: T }
  | { state: 'done' }
  | { state: 'late' }
  | { state: 'threw'; error: unknown };

/** Reads the next item of a stream, but no longer than `limitMs` and no longer than `signal` allows (then `done`). */
export function nextWithin<T>(
  iterator: AsyncIterator<T>,
  limitMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<NextWithin<T>> {
  return new Promise((resolve) => {
    const settle = (result: NextWithin<T>) => {
      timer.cancel();
      signal.removeEventListener('abort', stop);
      resolve(result);
    };
    const stop = () => settle({ state: 'done' });
    const timer = clock.setTimer(limitMs, () => settle({ state: 'late' }));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    iterator.next().then(
      (next) => settle(next.done ? { state: 'done' } : { state: 'item', item: next.value }),
      (error: unknown) => settle({ state: 'threw', error }),
    );
  });
}
