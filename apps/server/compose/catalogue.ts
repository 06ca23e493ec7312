import { createAddressPolicy, createNameResolver } from '@allo/adapters/outgoing-http';
import {
  createTrunkDirectory,
  type Deps,
  documentJob,
  importJob,
  ingestDocument,
  resumeDocuments,
  resumeImports,
  runImport,
  type TrunkDirectory,
} from '@allo/business';
import type { OrgId } from '@allo/contracts';
import type { JobQueue, ObjectStore } from '@allo/contracts/ports';
import type { Lifecycle, MasterKeys } from '@allo/kernel';
import type { ApiDeps } from '../api/index.ts';
import type { Config } from '../config/config.ts';
import { probeTrunk } from '../roles/voice/probe-trunk.ts';
import { networksOfProviders } from './own-providers.ts';

const resumeJob = 'uploads-resume';
const everyTenMinutes = '*/10 * * * *';

export interface CatalogueOptions extends Deps {
  config: Config;
  masterKeys: MasterKeys;
  lifecycle: Lifecycle;
  objects: ObjectStore;
  jobs: JobQueue;
  isWorker: boolean;
}

export interface Catalogue {
  trunks: TrunkDirectory;
  /** What the routes of this part need. */
  routes: Pick<ApiDeps, 'trunksChanged' | 'probeTrunk' | 'jobs' | 'objects'>;
}

/** What organisations make of Allo: their trunks, tools, knowledge and lists, with the work behind them. */
export async function startCatalogue(options: CatalogueOptions): Promise<Catalogue> {
  const { config, lifecycle, clock, ids, log } = options;
  const trunks = createTrunkDirectory(options);
  await lifecycle.start({ name: 'trunks', start: () => trunks.refresh(), stop: () => trunks.close() });
  const { isAllowed } = createAddressPolicy(networksOfProviders(config.hasPrivateProviders));
  if (options.isWorker) await workOnUploads(options);
  const resolveName = createNameResolver();
  return {
    trunks,
    routes: {
      jobs: options.jobs,
      objects: options.objects,
      trunksChanged: () => trunks.refresh(),
      probeTrunk: (host) => probeTrunk(host, { clock, ids, log, resolveName, isAllowed }),
    },
  };
}

/** What was uploaded is read in the background, by the processes that work there. */
async function workOnUploads(options: CatalogueOptions): Promise<void> {
  const { jobs } = options;
  await jobs.work(importJob, ({ orgId, importId }, signal) =>
    runImport(options, String(orgId) as OrgId, String(importId), signal),
  );
  await jobs.work(documentJob, ({ orgId, documentId }, signal) =>
    ingestDocument(options, String(orgId) as OrgId, String(documentId), signal),
  );
  const resume = async (): Promise<void> => {
    await resumeImports(options);
    await resumeDocuments(options);
  };
  // Also what was given up while the database or the store was away for long.
  await jobs.work(resumeJob, resume);
  await jobs.schedule(resumeJob, everyTenMinutes);
  await resume();
}
