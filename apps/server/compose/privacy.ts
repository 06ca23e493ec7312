import {
  applyRetention,
  changeRetention,
  forgetPhone,
  getRetention,
  listErasures,
  type RetentionDeps,
} from '@allo/business';
import type { JobQueue, ObjectStore } from '@allo/contracts/ports';
import type { ApiDeps } from '../api/index.ts';

/** When Moscow sleeps; in UTC. */
const everyNight = '17 0 * * *';

/** What people may ask to be forgotten, and the nightly job that forgets by itself. */
export async function startPrivacy(
  deps: Omit<RetentionDeps, 'objects'> & { objects: ObjectStore; jobs: JobQueue; isWorker: boolean },
): Promise<ApiDeps['privacy']> {
  const { jobs, isWorker, log } = deps;
  if (isWorker) {
    await jobs.work('retention', async (_data, signal) => {
      const proofs = await applyRetention(deps, signal);
      log.info({ organisations: proofs.length }, 'what is kept no longer was deleted');
    });
    await jobs.schedule('retention', everyNight);
  }
  return {
    retention: (orgId) => getRetention(deps, orgId),
    changeRetention: (orgId, actor, change) => changeRetention(deps, orgId, actor, change),
    forgetPhone: (orgId, actor, phone) => forgetPhone(deps, orgId, actor, phone),
    erasures: (orgId, query) => listErasures(deps, orgId, query),
  };
}
