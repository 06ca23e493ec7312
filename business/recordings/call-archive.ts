import type { CallId, OrgId } from '@allo/contracts';
import type { CallDetail } from '@allo/contracts/http';
import type { ObjectStore, PartHealth, RecordingFolder } from '@allo/contracts/ports';
import type { Clock, Log, Random, Timer } from '@allo/kernel';
import { archiveCall } from './archive-call.ts';

/** Takes what a call leaves behind into the object store, in its own time. */
export interface CallArchive {
  /** The call is over and its recording closed. Returns at once and never throws; a call is taken once. */
  add(orgId: OrgId, callId: CallId): void;
  /** Takes all that an earlier process left in the folder; to be called before the first call. Answers how many. */
  recover(): Promise<number>;
  /** Archives nothing of this call any more. Resolves when nothing of it is under way; what is stored stays. */
  forget(callId: CallId): Promise<void>;
  status(): { waiting: number; isStalled: boolean };
  /** Degraded while the store takes nothing: recordings wait on this machine. */
  health(): PartHealth;
  /** True when everything taken is in the store, false after `deadlineMs`. */
  flush(deadlineMs: number): Promise<boolean>;
  /** Stops. What is not archived stays in the folder for the next start. Idempotent. */
  close(): void;
}

export interface CallArchiveOptions {
  folder: RecordingFolder;
  store: ObjectStore;
  /** The call as it is to be kept; null when it is not known. */
  transcriptOf(orgId: OrgId, callId: CallId): Promise<CallDetail | null>;
  /** Makes a recording whose writer was killed whole again. */
  repairRecording(path: string): Promise<unknown>;
  clock: Clock;
  random: Random;
  log: Log;
  /** Calls under way to the store at the same time. */
  maxAtOnce?: number;
}

interface Job {
  orgId: OrgId;
  callId: CallId;
  failures: number;
  waits: number;
  state: 'ready' | 'running' | 'later';
  timer: Timer | null;
  running: Promise<void> | null;
}

const firstRetryMs = 1000;
const lastRetryMs = 60_000;
/** The end of a call is stored moments after its audio closed. */
const firstWaitMs = 250;
const lastWaitMs = 30_000;

export function createCallArchive(options: CallArchiveOptions): CallArchive {
  const { folder, clock, random, log, maxAtOnce = 2 } = options;
  const jobs = new Map<CallId, Job>();
  const whenEmpty: Array<() => void> = [];
  let running = 0;
  let stalledSinceMs: number | null = null;
  let isClosed = false;

  const drop = (job: Job): void => {
    job.timer?.cancel();
    if (jobs.get(job.callId) === job) jobs.delete(job.callId);
    if (jobs.size === 0) for (const wake of whenEmpty.splice(0)) wake();
  };

  const later = (job: Job, delayMs: number): void => {
    if (isClosed || jobs.get(job.callId) !== job) return;
    job.state = 'later';
    job.timer = clock.setTimer(delayMs, () => {
      job.timer = null;
      job.state = 'ready';
      pump();
    });
  };

  const run = async (job: Job): Promise<void> => {
    const { orgId, callId } = job;
    try {
      const outcome = await archiveCall({ ...options, orgId, callId, mayBeUnknown: job.waits >= 8 });
      if (outcome === 'not-ended') {
        later(job, Math.min(firstWaitMs * 2 ** job.waits++, lastWaitMs));
        return;
      }
      if (stalledSinceMs !== null) log.info({ waiting: jobs.size - 1 }, 'recordings are archived again');
      stalledSinceMs = null;
      drop(job);
    } catch (error) {
      const fields = { callId, failures: job.failures + 1, detail: describe(error) };
      if (stalledSinceMs === null)
        log.error(fields, 'a call cannot be archived now; it is kept and tried again');
      else log.debug(fields, 'a call still cannot be archived');
      stalledSinceMs ??= clock.wallTime();
      const delayMs = Math.min(firstRetryMs * 2 ** job.failures++, lastRetryMs);
      // Spread, so that a store that comes back is not met by all at once.
      later(job, delayMs * (0.75 + random.next() / 2));
    }
  };

  function pump(): void {
    for (const job of jobs.values()) {
      if (isClosed || running >= maxAtOnce) return;
      if (job.state !== 'ready') continue;
      job.state = 'running';
      running += 1;
      job.running = run(job).finally(() => {
        running -= 1;
        job.running = null;
        pump();
      });
    }
  }

  const add = (orgId: OrgId, callId: CallId): void => {
    if (isClosed || jobs.has(callId)) return;
    jobs.set(callId, { orgId, callId, failures: 0, waits: 0, state: 'ready', timer: null, running: null });
    pump();
  };

  return {
    add,
    recover: async () => {
      let found = 0;
      for await (const { orgId, callId } of folder.list()) {
        add(orgId, callId);
        found += 1;
      }
      if (found > 0) log.info({ calls: found }, 'recordings left by the last stop are archived');
      return found;
    },
    forget: async (callId) => {
      const job = jobs.get(callId);
      if (!job) return;
      drop(job);
      await job.running;
    },
    status: () => ({ waiting: jobs.size, isStalled: stalledSinceMs !== null }),
    health: () =>
      stalledSinceMs === null
        ? { state: 'ok' }
        : { state: 'degraded', sinceMs: stalledSinceMs, reason: 'unreachable' },
    flush: async (deadlineMs) => {
      if (jobs.size === 0) return true;
      const emptied = new Promise<boolean>((resolve) => whenEmpty.push(() => resolve(true)));
      const deadline = new AbortController();
      const late = clock.sleep(deadlineMs, deadline.signal).then(
        () => false,
        () => false,
      );
      const isEmpty = await Promise.race([emptied, late]);
      deadline.abort();
      return isEmpty;
    },
    close: () => {
      isClosed = true;
      for (const job of jobs.values()) job.timer?.cancel();
    },
  };
}

/** Code and cure, nothing of what was stored. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { code, detail } = error as { code?: string; detail?: string };
  return [code ?? error.name, error.message, detail].filter(Boolean).join(': ');
}
