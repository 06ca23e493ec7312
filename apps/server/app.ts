import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPgBossQueue } from '@allo/adapters/jobs';
import { openDatabase } from '@allo/adapters/postgres';
import {
  createAgentDirectory,
  createBusConsumer,
  createCallStore,
  createTranscriptRedactor,
  openServiceDirectory,
  createRequestMemory,
  ensureDefaultOrganisation,
  hasOrganisation,
  listLeads,
  migrationsFolder,
  readEvents,
  seedShippedAgents,
  shippedAgentsFolder,
} from '@allo/business';
import { findSpokenDigits } from '@allo/call/russian';
import { parseSkillbase } from '@allo/call/scenario';
import { defaultOrgId } from '@allo/contracts';
import {
  AppError,
  type Clock,
  createIds,
  createLog,
  createSystemRandom,
  Lifecycle,
  type Log,
} from '@allo/kernel';
import { type Api, createApi, type Health } from './api/index.ts';
import { startAccounts } from './compose/accounts.ts';
import { startEventFlow } from './compose/event-flow.ts';
import { isSinkDegraded, startEventSink } from './compose/event-sink.ts';
import { createLiveCalls } from './compose/live-calls.ts';
import { readiness } from './compose/readiness.ts';
import { startCatalogue } from './compose/catalogue.ts';
import { startObjectRemoval } from './compose/object-removal.ts';
import { openMasterKeys } from './compose/open-master-keys.ts';
import { openObjects, recordingPath, repairByKey, startArchive } from './compose/recordings.ts';
import { createProviderDesk } from './compose/provider-desk.ts';
import { rewrapSecrets } from './compose/rewrap-secrets.ts';
import { startPrivacy } from './compose/privacy.ts';
import { openSharedState } from './compose/shared-state.ts';
import { systemStatus } from './compose/system-status.ts';
import { startWebhooks } from './compose/webhooks.ts';
import type { Config } from './config/config.ts';
import { startVoiceRole, type VoiceRole } from './roles/voice/voice-role.ts';
import { version } from './version.ts';

/** A running Allo. */
export interface App {
  readonly httpAddress: string | null;
  readonly sipAddress: string | null;
  /** Takes no new calls, lets live ones finish for `drainMs`, stops everything. Idempotent. */
  stop(drainMs: number): Promise<void>;
}

/** What the process wants to hear of. */
export interface AppHooks {
  /** A line for whoever waits for the start. */
  progress(line: string): void;
  /** A part that cannot be replaced died: stop, and let the supervisor start anew. */
  onLost(what: string): void;
}

const orgId = defaultOrgId;

const consoleFolder = fileURLToPath(new URL('../console/dist', import.meta.url));

/** Starts everything the configured roles need, in order. Whatever fails stops what was started, and throws. */
export async function startApp(config: Config, clock: Clock, hooks: AppHooks): Promise<App> {
  const log = createLog({ level: config.logLevel });
  const lifecycle = new Lifecycle(log);
  try {
    return await start(config, clock, log, lifecycle, hooks);
  } catch (error) {
    await lifecycle.stop(0);
    throw error;
  }
}

async function start(
  config: Config,
  clock: Clock,
  log: Log,
  lifecycle: Lifecycle,
  { progress, onLost }: AppHooks,
): Promise<App> {
  const startedAt = new Date(clock.wallTime());
  const ids = createIds(clock);
  let health: Health['status'] = 'starting';
  lifecycle.onStopping(() => {
    health = 'draining';
  });

  const isFirstStart = config.databaseUrl === null && !existsSync(join(config.dataDir, 'postgres'));
  progress(
    isFirstStart
      ? 'Preparing the database (the first start takes a few seconds) …'
      : 'Opening the database …',
  );
  const database = await openDatabase({
    dataDir: config.dataDir,
    databaseUrl: config.databaseUrl,
    clock,
    log,
  });
  await lifecycle.start({ name: 'database', stop: () => database.close() });
  await database.migrate(migrationsFolder);
  const { nodeId } = database;
  const shared = await openSharedState({ config: config.shared, nodeId, clock, ids, log });
  await lifecycle.start({ name: 'shared state', stop: () => shared.close() });
  const isWorker = config.roles.includes('worker');
  const fanOut = config.shared.redisUrl === null ? null : shared.fanOut;
  const flow = await startEventFlow({ database, isRelaying: isWorker, fanOut, clock, ids, log, lifecycle });
  // Within one process everybody follows the journal itself.
  if (config.shared.kafka) flow.add(createBusConsumer(shared.bus));
  const deps = { db: flow.db, clock, ids, log };
  const jobs = await startPgBossQueue({ ...deps, pool: database.pool, kind: database.kind, isWorker });
  await lifecycle.start({ name: 'jobs', stop: () => jobs.close() });
  if (await ensureDefaultOrganisation(deps)) {
    await seedShippedAgents(deps, orgId, { folder: shippedAgentsFolder, parseSkillbase });
    const ownAgentsFolder = join(config.dataDir, 'agents');
    await seedShippedAgents(deps, orgId, { folder: ownAgentsFolder, parseSkillbase, origin: 'file' });
  }

  const masterKeys = await openMasterKeys({ ...config, log });
  const objects = await openObjects({ config, masterKeys, clock, log, lifecycle });
  await rewrapSecrets({ ...deps, masterKeys });
  const services = await openServiceDirectory({ ...deps, masterKeys });
  const redactor = createTranscriptRedactor({ ...deps, spokenDigits: findSpokenDigits });
  await redactor.load();
  const calls = createCallStore({ ...deps, nodeId: database.nodeId, redactor });
  const takesCalls = config.roles.includes('voice');
  const sink = await startEventSink({ dataDir: config.dataDir, takesCalls, calls, clock, log, lifecycle });
  // Only a process that takes calls can have left some open; an API beside it must not end its live ones.
  if (takesCalls) {
    await calls.recoverInterrupted((key) => repairByKey(objects, key));
  }
  const privacy = await startPrivacy({ ...deps, objects: objects.erasable, jobs, isWorker });
  const beforeRemoval = await startObjectRemoval({
    ...deps,
    jobs,
    isWorker,
    objects: objects.erasable,
    hasOrganisation: (org) => hasOrganisation(deps, org),
  });
  const { webhooks, outgoing } = await startWebhooks({
    ...deps,
    config,
    masterKeys,
    jobs,
    isWorker,
    follow: (consumer) => flow.add(consumer),
    lifecycle,
    print: progress,
  });
  const agents = createAgentDirectory(deps);

  const catalogue = await startCatalogue({
    ...deps,
    config,
    masterKeys,
    lifecycle,
    objects: objects.erasable,
    jobs,
    isWorker,
  });

  let voice: VoiceRole | null = null;
  const liveCalls = createLiveCalls({
    ...shared,
    hangUpHere: (org, callId) => voice?.switchboard.hangUp(org, callId) ?? false,
  });
  if (config.roles.includes('voice')) {
    progress('Starting the telephone and the voice …');
    const random = createSystemRandom();
    const archive = await startArchive({ objects, calls, clock, random, log, lifecycle });
    await archive.recover();
    voice = await startVoiceRole({
      config,
      clock,
      ids,
      random,
      log,
      lifecycle,
      orgId,
      agents,
      trunks: catalogue.trunks,
      servicesOf: (org) => services.of(org),
      onEvent: (event) => {
        sink.push(redactor.redactNow(event));
        liveCalls.onEvent(event);
      },
      onLost,
      recordingPath: (org, callId) => recordingPath(objects, log, org, callId),
      onRecorded: (org, callId) => archive.add(org, callId),
    });
  }

  let api: Api | null = null;
  let httpAddress: string | null = null;
  if (config.roles.includes('api')) {
    const port = config.http.port;
    const sipUri = (agentId: string) => `sip:${agentId}@${voice?.sipAddress ?? 'voice-node'}`;
    const who = await startAccounts({
      ...deps,
      config,
      database,
      masterKeys,
      limiter: shared.limiter,
      lifecycle,
      httpAddress: () => httpAddress ?? '',
      print: progress,
      fanOut: shared.fanOut,
      beforeRemoval,
      onRemoved: (org) => {
        void agents
          .refresh(org)
          .catch(() => log.warn({ orgId: org }, 'agents of a removed organisation stay in memory'));
      },
    });
    const providers = createProviderDesk(config, { clock, log });
    await lifecycle.start({ name: 'providers', stop: () => providers.close() });
    api = await createApi({
      ...who,
      version,
      limiter: shared.limiter,
      requestsPerMinute: config.http.requestsPerMinute,
      requestMemory: createRequestMemory(deps),
      corsOrigins: config.http.corsOrigins,
      masterKeys,
      providers,
      redactionChanged: (org) => redactor.forget(org),
      readiness: () =>
        readiness({
          database,
          sink,
          parts: { ...shared.health, objects: objects.health },
          isStopping: () => health === 'draining',
        }),
      calls,
      events: { tail: flow.tail, read: (query) => readEvents(deps, query), watch: flow.watch },
      db: flow.db,
      ...catalogue.routes,
      outgoing,
      hangUp: (org, callId) => liveCalls.hangUp(org, callId),
      agentsChanged: async (org, published) => {
        await agents.refresh(org);
        if (published) voice?.warm([published]);
      },
      leads: { list: (org, query) => listLeads(deps, org, query) },
      recordings: objects.reader,
      privacy,
      webhooks,
      system: (org) =>
        systemStatus({
          config,
          clock,
          startedAt,
          database,
          calls,
          liveCalls,
          orgId: org,
          voice,
          httpAddress,
          sink,
          services,
        }),
      health: () => ({ status: isSinkDegraded(sink) || flow.isFailing() ? 'degraded' : health, version }),
      sipUri,
      clock,
      ids,
      log,
      consoleDir: existsSync(join(consoleFolder, 'index.html')) ? consoleFolder : null,
      publicUrl: config.http.publicUrl,
      trustedProxies: config.http.trustedProxies,
      onBrowserCall: (socket, org) => {
        if (voice) voice.browserDesk.accept(socket, org);
        else socket.close(1013, 'this node takes no calls');
      },
    });
    const server = api;
    await lifecycle.start({ name: 'http', stop: () => server.close() });
    httpAddress = await listen(server, config.http.host, port);
    await who.announceClaim();
  }

  health = 'ready';
  return {
    httpAddress,
    sipAddress: voice?.sipAddress ?? null,
    stop: (drainMs) => lifecycle.stop(drainMs),
  };
}

/** Answers the address for people on this machine. */
async function listen(api: Api, host: string, port: number): Promise<string> {
  try {
    await api.listen({ host, port });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    throw new AppError(
      'port_in_use',
      `HTTP port ${port} is taken by another program: stop it, or set HTTP_PORT to a free port.`,
    );
  }
  const address = api.server.address();
  const name = /^(0\.0\.0\.0|::|)$/.test(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${address && typeof address === 'object' ? address.port : port}`;
}
