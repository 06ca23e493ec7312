import type { JobData, JobHandler, JobQueue } from '@allo/contracts/ports';
import type { Clock, Ids, Log } from '@allo/kernel';
import type { Pool } from 'pg';
import { PgBoss, type Db } from 'pg-boss';

export interface PgBossQueueOptions {
  /** The owner's connections: jobs lie in a schema of their own, where neither role of the tenants can look. */
  pool: Pool;
  kind: 'embedded' | 'server';
  clock: Clock;
  ids: Ids;
  log: Log;
  /** Does this process look after the queues: jobs of the dead, schedules, old records? */
  isWorker: boolean;
}

// Jobs added in this process start at once; polling finds those of others and those to be tried again.
const pollingSeconds = 2;
// A job whose process gives no sign of life for so long is done again.
const heartbeatSeconds = 30;
const stopMs = 5_000;
const tellEveryMs = 30_000;

const queueOptions = {
  // One job per key waits or runs; jobs without a key get one of their own.
  policy: 'exclusive',
  retryLimit: 5,
  retryDelay: 5,
  retryBackoff: true,
  heartbeatSeconds,
  expireInSeconds: 23 * 3600,
  deleteAfterSeconds: 24 * 3600,
} as const;

/** The job queue over PostgreSQL, embedded or real. Starts it: resolves when jobs can be added. */
export async function startPgBossQueue(options: PgBossQueueOptions): Promise<JobQueue> {
  const { pool, kind, clock, ids, log, isWorker } = options;
  const boss = new PgBoss({
    db: databaseOf(pool),
    backend: kind === 'embedded' ? 'pglite' : 'postgres',
    schema: 'jobs',
    supervise: isWorker,
    schedule: isWorker,
    clock: clockOf(clock),
  });
  let toldAtMs = -Infinity;
  boss.on('error', (error) => {
    // Every queue asks every two seconds, and each of them fails while the database is away.
    if (clock.now() - toldAtMs < tellEveryMs) return;
    toldAtMs = clock.now();
    log.warn({ detail: error.message }, 'the job queue stumbled');
  });
  await boss.start();

  const made = new Map<string, Promise<void>>();
  const workers = new Map<string, string>();
  const stopping = new AbortController();
  let closing: Promise<void> | null = null;

  const queueOf = (name: string): Promise<void> => {
    const known = made.get(name);
    if (known) return known;
    const making = boss.createQueue(name, queueOptions).catch((error: unknown) => {
      made.delete(name);
      throw error;
    });
    made.set(name, making);
    return making;
  };

  const run = async (name: string, handler: JobHandler, data: JobData): Promise<void> => {
    try {
      await handler(data, stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted) {
        const detail = error instanceof Error ? error.message : String(error);
        log.warn({ job: name, detail: detail.split('\n')[0] }, 'a job failed and is tried again');
      }
      throw error;
    }
  };

  return {
    add: async (name, data, { key, delayMs = 0 } = {}) => {
      await queueOf(name);
      const startAfter = Math.ceil(delayMs / 1000);
      await boss.send(name, data, { singletonKey: key ?? ids.uuid(), startAfter });
      const worker = workers.get(name);
      if (worker !== undefined && startAfter === 0) boss.notifyWorker(worker);
    },
    work: async (name, handler) => {
      await queueOf(name);
      const worker = await boss.work<JobData>(
        name,
        { pollingIntervalSeconds: pollingSeconds, batchSize: 1 },
        async (jobs) => {
          for (const job of jobs) await run(name, handler, job.data);
        },
      );
      workers.set(name, worker);
    },
    schedule: async (name, cron) => {
      await queueOf(name);
      await boss.schedule(name, cron, {}, { tz: 'UTC', singletonKey: 'scheduled' });
    },
    close: () => {
      stopping.abort(new DOMException('the process stops', 'AbortError'));
      closing ??= boss.stop({ graceful: true, timeout: stopMs, close: false });
      return closing;
    },
  };
}

/** A statement that fails in the middle of its own transaction must not hand that transaction to the next one. */
function databaseOf(pool: Pool): Db {
  return {
    executeSql: async (text, values) => {
      const client = await pool.connect();
      let isBroken = false;
      try {
        return await client.query(text, values as unknown[] | undefined);
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {
          isBroken = true;
        });
        throw error;
      } finally {
        client.release(isBroken);
      }
    },
  };
}

interface Handle {
  cancel(): void;
}

function clockOf(clock: Clock) {
  const every = (run: () => void, ms: number): Handle => {
    let timer = clock.setTimer(ms, again);
    function again(): void {
      timer = clock.setTimer(ms, again);
      run();
    }
    return { cancel: () => timer.cancel() };
  };
  const cancel = (handle: unknown) => (handle as Handle | undefined)?.cancel();
  return {
    now: () => clock.wallTime(),
    setTimeout: (run: () => void, ms: number): unknown => clock.setTimer(ms, run),
    clearTimeout: cancel,
    setInterval: every,
    clearInterval: cancel,
  };
}
