import type { Clock, Log } from '@allo/kernel';

/** Work done whenever there is a reason to, and from time to time without one. */
export interface WakingLoop {
  /** There may be something to do. */
  wake(): void;
  /** The last attempt failed. */
  readonly isFailing: boolean;
  /** Resolves when the work in hand is done; none begins after. Idempotent. */
  close(): Promise<void>;
}

export interface WakingLoopOptions {
  name: string;
  clock: Clock;
  log: Log;
  /** How long to rest when nothing wakes it. */
  restMs: number;
  /** At least so long lies between two beginnings, so that many wakes become few pieces of work. */
  gatherMs?: number;
  /** Does what there is to do; true: there is more. What it throws is tried again after a pause. */
  run(signal: AbortSignal): Promise<boolean>;
}

const firstRetryMs = 250;
const lastRetryMs = 5000;

export function createWakingLoop(options: WakingLoopOptions): WakingLoop {
  const { name, clock, log, restMs, gatherMs = 0, run } = options;
  const stopping = new AbortController();
  let isWoken = false;
  let failures = 0;
  let resting: AbortController | null = null;
  let begunAtMs = Number.NEGATIVE_INFINITY;

  const attempt = async (): Promise<boolean> => {
    try {
      const isMore = await run(stopping.signal);
      if (failures > 0) log.info({ loop: name, failures }, 'works again');
      failures = 0;
      return isMore;
    } catch (error) {
      if (stopping.signal.aborted) return false;
      if (failures === 0)
        log.error({ loop: name, detail: describe(error) }, 'cannot work now and tries again');
      failures += 1;
      return false;
    }
  };

  const rest = async (): Promise<void> => {
    if (stopping.signal.aborted) return;
    resting = new AbortController();
    const pauseMs = failures > 0 ? Math.min(lastRetryMs, firstRetryMs * 2 ** (failures - 1)) : restMs;
    await clock.sleep(pauseMs, resting.signal).catch(() => {});
    resting = null;
  };

  const gather = async (): Promise<void> => {
    const pauseMs = begunAtMs + gatherMs - clock.now();
    if (pauseMs > 0) await clock.sleep(pauseMs, stopping.signal).catch(() => {});
    begunAtMs = clock.now();
  };

  const loop = async (): Promise<void> => {
    for (let isMore = false; !stopping.signal.aborted; ) {
      if (!isMore) await gather();
      if (stopping.signal.aborted) return;
      isWoken = false;
      isMore = await attempt();
      if (!isMore && (!isWoken || failures > 0)) await rest();
    }
  };
  const running = loop();
  return {
    wake: () => {
      isWoken = true;
      // A part that is away is not asked more often for being needed.
      if (failures === 0) resting?.abort();
    },
    get isFailing() {
      return failures > 0;
    },
    close: () => {
      stopping.abort();
      resting?.abort();
      return running;
    },
  };
}

/** The driver's word without the values of the query. */
function describe(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return 'unknown';
  return (cause as { code?: string }).code ?? `${cause.name}: ${cause.message.slice(0, 200)}`;
}
