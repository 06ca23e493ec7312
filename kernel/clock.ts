import { performance } from 'node:perf_hooks';

/** A pending timer; `cancel` is idempotent. */
export interface Timer {
  cancel(): void;
}

/**
 * The only source of time in the server. Everything that waits or stamps takes a Clock, so a whole
 * call can run in milliseconds under {@link VirtualClock}.
 */
export interface Clock {
  /** Monotonic milliseconds since an arbitrary origin, with fractions. Never jumps with the wall clock. */
  now(): number;
  /** Wall-clock milliseconds since 1970, for records people read. */
  wallTime(): number;
  /** Runs `run` once after `delayMs` (0 or less: as soon as possible). */
  setTimer(delayMs: number, run: () => void): Timer;
  /** Runs `run` after the work in hand, before any timer. */
  defer(run: () => void): void;
  /** Resolves after `delayMs`; rejects with the signal's reason when aborted. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

/** `sleep` expressed through `setTimer`, shared by every clock. */
export function sleepWith(
  setTimer: Clock['setTimer'],
  delayMs: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortReason(signal));
    const onAbort = () => {
      timer.cancel();
      reject(abortReason(signal));
    };
    const timer = setTimer(delayMs, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

function abortReason(signal: AbortSignal | undefined): Error {
  return signal?.reason instanceof Error ? signal.reason : new DOMException('aborted', 'AbortError');
}

/** The real clock of this process. */
export function createSystemClock(): Clock {
  const setTimer: Clock['setTimer'] = (delayMs, run) => {
    const handle = setTimeout(run, Math.max(0, delayMs));
    return { cancel: () => clearTimeout(handle) };
  };
  return {
    now: () => performance.now(),
    wallTime: () => Date.now(),
    setTimer,
    defer: (run) => {
      setImmediate(run);
    },
    sleep: (delayMs, signal) => sleepWith(setTimer, delayMs, signal),
  };
}
