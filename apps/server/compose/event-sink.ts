import { join } from 'node:path';
import { openEventJournal, takeFolderLock } from '@allo/adapters/files';
import { type CallEventSink, type CallStore, createCallEventSink } from '@allo/business';
import { AppError, type Clock, type Lifecycle, type Log } from '@allo/kernel';

export interface EventSinkOptions {
  dataDir: string;
  /** Whether this process takes calls, whose events must survive it. */
  takesCalls: boolean;
  calls: Pick<CallStore, 'append'>;
  clock: Clock;
  log: Log;
  lifecycle: Lifecycle;
}

const recoverMs = 120_000;
const flushMs = 5000;

/**
 * Opens the way of the events of calls to the database, through a journal in `events` of the data folder, and stores
 * what the last run left there. Throws `database_failed` when the database does not take it.
 */
export async function startEventSink(options: EventSinkOptions): Promise<CallEventSink> {
  const { dataDir, takesCalls, calls, clock, log, lifecycle } = options;
  const journal = takesCalls ? await openOwnJournal(join(dataDir, 'events'), options) : undefined;
  const sink = createCallEventSink({
    append: (org, events) => calls.append(org, events),
    journal,
    clock,
    log,
  });
  await lifecycle.start({
    name: 'events',
    stop: async () => {
      const isStored = await sink.flush(flushMs);
      sink.close();
      if (isStored) return;
      if (journal) log.warn({ ...sink.status() }, 'events wait on disk for the next start');
      else log.error({ ...sink.status() }, 'events were lost: the database did not take them');
    },
  });
  if (!(await sink.recover(recoverMs))) {
    throw new AppError(
      'database_failed',
      'The database does not take the events of the last run: see the log, and start again when it is well.',
    );
  }
  return sink;
}

async function openOwnJournal(folder: string, { clock, log, lifecycle }: EventSinkOptions) {
  const lock = takeFolderLock({ folder, name: 'journal', startedAt: new Date(clock.wallTime()) });
  await lifecycle.start({ name: 'event journal lock', stop: () => lock.close() });
  const journal = openEventJournal({ folder, clock, log });
  await lifecycle.start({ name: 'event journal', stop: () => journal.close() });
  return journal;
}

/** Events are not stored as they should be: they wait, or would be lost with the machine. */
export function isSinkDegraded(sink: Pick<CallEventSink, 'status'>): boolean {
  const { isStalled, journal } = sink.status();
  return isStalled || (journal !== null && journal !== 'ok');
}
