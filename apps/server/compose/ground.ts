import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startPgBossQueue } from '@allo/adapters/jobs';
import { type Database, openDatabase } from '@allo/adapters/postgres';
import {
  type CallEventSink,
  type CallStore,
  createBusConsumer,
  createCallStore,
  createTranscriptRedactor,
  type Deps,
  ensureDefaultOrganisation,
  migrationsFolder,
  openServiceDirectory,
  seedShippedAgents,
  type ServiceDirectory,
  shippedAgentsFolder,
  type TranscriptRedactor,
} from '@allo/business';
import { findSpokenDigits } from '@allo/call/russian';
import { parseSkillbase } from '@allo/call/scenario';
import { defaultOrgId } from '@allo/contracts';
import type { JobQueue } from '@allo/contracts/ports';
import { type Clock, createIds, type Lifecycle, type Log, type MasterKeys } from '@allo/kernel';
import type { Config } from '../config/config.ts';
import { type EventFlow, startEventFlow } from './event-flow.ts';
import { startEventSink } from './event-sink.ts';
import { openMasterKeys } from './open-master-keys.ts';
import { type Objects, openObjects, repairByKey } from './recordings.ts';
import { rewrapSecrets } from './rewrap-secrets.ts';
import { openSharedState, type SharedState } from './shared-state.ts';

/** What a start is given. */
export interface StartOptions {
  config: Config;
  clock: Clock;
  log: Log;
  lifecycle: Lifecycle;
  /** A line for whoever waits for the start. */
  progress(line: string): void;
}

/** What everything else stands on: the database and what is kept in it, objects, secrets, other nodes. */
export interface Ground extends Deps {
  config: Config;
  lifecycle: Lifecycle;
  database: Database;
  shared: SharedState;
  flow: EventFlow;
  jobs: JobQueue;
  /** Whether this process works in the background. */
  isWorker: boolean;
  takesCalls: boolean;
  masterKeys: MasterKeys;
  objects: Objects;
  services: ServiceDirectory;
  redactor: TranscriptRedactor;
  calls: CallStore;
  sink: CallEventSink;
}

export async function openGround(options: StartOptions): Promise<Ground> {
  const { config, clock, log, lifecycle } = options;
  const ids = createIds(clock);
  const database = await openData(options);
  const { nodeId } = database;
  const shared = await openSharedState({ config: config.shared, nodeId, clock, ids, log });
  await lifecycle.start({ name: 'shared state', stop: () => shared.close() });
  const isWorker = config.roles.includes('worker');
  const takesCalls = config.roles.includes('voice');
  const fanOut = config.shared.redisUrl === null ? null : shared.fanOut;
  const flow = await startEventFlow({ database, isRelaying: isWorker, fanOut, clock, ids, log, lifecycle });
  // Within one process everybody follows the journal itself.
  if (config.shared.kafka) flow.add(createBusConsumer(shared.bus));
  const deps: Deps = { db: flow.db, clock, ids, log };
  const jobs = await startPgBossQueue({ ...deps, pool: database.pool, kind: database.kind, isWorker });
  await lifecycle.start({ name: 'jobs', stop: () => jobs.close() });
  await seedDemo(deps, config.dataDir);

  const masterKeys = await openMasterKeys({ ...config, log });
  const objects = await openObjects({ config, masterKeys, clock, log, lifecycle });
  await rewrapSecrets({ ...deps, masterKeys });
  const services = await openServiceDirectory({ ...deps, masterKeys });
  const redactor = createTranscriptRedactor({ ...deps, spokenDigits: findSpokenDigits });
  await redactor.load();
  const calls = createCallStore({ ...deps, nodeId, redactor });
  const sink = await startEventSink({ dataDir: config.dataDir, takesCalls, calls, clock, log, lifecycle });
  // Only a process that takes calls can have left some open; an API beside it must not end its live ones.
  if (takesCalls) await calls.recoverInterrupted((key) => repairByKey(objects, key));
  return {
    ...deps,
    config,
    lifecycle,
    database,
    shared,
    flow,
    jobs,
    isWorker,
    takesCalls,
    masterKeys,
    objects,
    services,
    redactor,
    calls,
    sink,
  };
}

async function openData({ config, clock, log, lifecycle, progress }: StartOptions): Promise<Database> {
  const isFirstStart = config.databaseUrl === null && !existsSync(join(config.dataDir, 'postgres'));
  progress(
    isFirstStart
      ? 'Preparing the database (the first start takes a few seconds) …'
      : 'Opening the database …',
  );
  const { dataDir, databaseUrl } = config;
  const database = await openDatabase({ dataDir, databaseUrl, clock, log });
  await lifecycle.start({ name: 'database', stop: () => database.close() });
  await database.migrate(migrationsFolder);
  return database;
}

/** The first organisation and its agents, unless it was removed. */
async function seedDemo(deps: Deps, dataDir: string): Promise<void> {
  if (!(await ensureDefaultOrganisation(deps))) return;
  await seedShippedAgents(deps, defaultOrgId, { folder: shippedAgentsFolder, parseSkillbase });
  const folder = join(dataDir, 'agents');
  await seedShippedAgents(deps, defaultOrgId, { folder, parseSkillbase, origin: 'file' });
}
