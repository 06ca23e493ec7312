import { expireObjects } from '@allo/business';
import type { OrgId } from '@allo/contracts';
import type { JobQueue, ObjectStore } from '@allo/contracts/ports';
import { AppError, type Clock, type Log } from '@allo/kernel';

const jobName = 'organisation-objects';
/** Enough for the removal to be over, or undone. */
const delayMs = 60_000;
const dayMs = 24 * 3_600_000;
/** Each holds `<folder>/<organisation>/…`; a test finds one that is missing. */
export const objectFolders = ['recordings', 'transcripts', 'imports', 'documents'];

export interface ObjectRemovalOptions {
  jobs: JobQueue;
  isWorker: boolean;
  objects: Pick<ObjectStore, 'list' | 'remove'>;
  hasOrganisation(orgId: OrgId): Promise<boolean>;
  clock: Clock;
  log: Log;
}

/**
 * Removes the objects of organisations that are gone. What it answers is called before an organisation goes: the job
 * is stored by then, and looks whether the organisation has really gone.
 */
export async function startObjectRemoval(
  options: ObjectRemovalOptions,
): Promise<(orgId: OrgId) => Promise<void>> {
  const { jobs, objects, clock, log } = options;
  if (options.isWorker) {
    await jobs.work(jobName, async ({ orgId }, signal) => {
      if (typeof orgId !== 'string' || (await options.hasOrganisation(orgId as OrgId))) return;
      // Younger than what the store calls now: clocks differ.
      const olderThan = new Date(clock.wallTime() + dayMs);
      let [removed, failed] = [0, 0];
      for (const folder of objectFolders) {
        const result = await expireObjects(objects, { prefix: `${folder}/${orgId}/`, olderThan, signal });
        removed += result.removed;
        failed += result.failed;
      }
      log.info({ orgId, removed, failed }, 'objects of a removed organisation were removed');
      signal.throwIfAborted();
      if (failed > 0)
        throw new AppError('unavailable', 'Some objects could not be removed; they are tried again.');
    });
  }
  return (orgId) => jobs.add(jobName, { orgId }, { key: orgId, delayMs });
}
