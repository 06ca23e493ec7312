/** What a job is about; stored, so plain JSON. Ids rather than things: what they lead to is read when the job runs. */
export type JobData = Record<string, string | number | boolean | null>;

/**
 * Does one job. Rejecting means again later, a few times with growing pauses; it may also run twice when a process
 * dies, so it must not matter how often. Long work checks the signal between its steps and rejects when aborted.
 */
export type JobHandler = (data: JobData, signal: AbortSignal) => Promise<void>;

/** Work in the background: kept in the database, done once by one of the processes that offer themselves. */
export interface JobQueue {
  /** Resolves when stored. With `key`, nothing is added while a job of that name and key waits or runs. */
  add(name: string, data: JobData, options?: { key?: string; delayMs?: number }): Promise<void>;
  /** From now on this process does jobs of this name, one at a time. */
  work(name: string, handler: JobHandler): Promise<void>;
  /** Adds a job of this name again and again; `cron` has five fields and is in UTC. One per name. */
  schedule(name: string, cron: string): Promise<void>;
  /** Aborts what runs here, which is done again elsewhere or after the next start. Idempotent. */
  close(): Promise<void>;
}
