import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listLeads, readEvents } from '@allo/business';
import { AppError } from '@allo/kernel';
import { type Api, createApi, type Health } from '../api/index.ts';
import { version } from '../version.ts';
import { startAccounts } from './accounts.ts';
import type { Background } from './background.ts';
import { isSinkDegraded } from './event-sink.ts';
import type { Ground } from './ground.ts';
import { createProviderDesk } from './provider-desk.ts';
import { readiness } from './readiness.ts';
import { systemStatus } from './system-status.ts';
import type { Telephone } from './telephone.ts';

const consoleFolder = fileURLToPath(new URL('../../console/dist', import.meta.url));

export interface HttpEdgeOptions {
  ground: Ground;
  background: Background;
  telephone: Telephone;
  startedAt: Date;
  /** Of the process as a whole. */
  health(): Health['status'];
  /** Letters for whom there is no mail server, and the link of the first start. */
  print(line: string): void;
}

/** The API and the console on one port. Answers the address for people on this machine. */
export async function startHttpEdge(options: HttpEdgeOptions): Promise<string> {
  const { ground, background, print } = options;
  const { config, lifecycle, clock, log, shared } = ground;
  let httpAddress: string | null = null;
  const who = await startAccounts({
    ...ground,
    limiter: shared.limiter,
    fanOut: shared.fanOut,
    httpAddress: () => httpAddress ?? '',
    print,
    beforeRemoval: background.beforeRemoval,
    onRemoved: (org) => {
      void background.agents
        .refresh(org)
        .catch(() => log.warn({ orgId: org }, 'agents of a removed organisation stay in memory'));
    },
  });
  const providers = createProviderDesk(config, { clock, log });
  await lifecycle.start({ name: 'providers', stop: () => providers.close() });
  const api = await createApi({
    ...who,
    ...dataRoutes(options),
    ...callRoutes(options, () => httpAddress),
    providers,
    version,
    limiter: shared.limiter,
    requestsPerMinute: config.http.requestsPerMinute,
    requestMemory: background.requestMemory,
    corsOrigins: config.http.corsOrigins,
    publicUrl: config.http.publicUrl,
    trustedProxies: config.http.trustedProxies,
    consoleDir: existsSync(join(consoleFolder, 'index.html')) ? consoleFolder : null,
    clock,
    ids: ground.ids,
    log,
  });
  await lifecycle.start({ name: 'http', stop: () => api.close() });
  httpAddress = await listen(api, config.http.host, config.http.port);
  await who.announceClaim();
  return httpAddress;
}

/** What the routes of an organisation's data are made with. */
function dataRoutes({ ground, background, telephone }: HttpEdgeOptions) {
  const { flow, masterKeys, redactor, calls, objects } = ground;
  const { agents, catalogue, webhooks, outgoing, privacy } = background;
  return {
    ...catalogue.routes,
    db: flow.db,
    masterKeys,
    calls,
    outgoing,
    webhooks,
    privacy,
    recordings: objects.reader,
    events: { tail: flow.tail, read: (query) => readEvents(ground, query), watch: flow.watch },
    leads: { list: (org, query) => listLeads(ground, org, query) },
    redactionChanged: (org) => redactor.forget(org),
    agentsChanged: async (org, published) => {
      await agents.refresh(org);
      if (published) telephone.voice?.warm([published]);
    },
  } satisfies Partial<Parameters<typeof createApi>[0]>;
}

/** What the routes of calls and of the machine are made with. */
function callRoutes(
  { ground, telephone, startedAt, health }: HttpEdgeOptions,
  httpAddress: () => string | null,
) {
  const { config, database, clock, calls, flow, shared, objects, services, sink } = ground;
  const { voice, liveCalls } = telephone;
  const parts = { ...shared.health, objects: objects.health };
  const isStopping = () => health() === 'draining';
  return {
    sipUri: (agentId) => `sip:${agentId}@${voice?.sipAddress ?? 'voice-node'}`,
    hangUp: (org, callId) => liveCalls.hangUp(org, callId),
    onBrowserCall: (socket, org) => {
      if (voice) voice.browserDesk.accept(socket, org);
      else socket.close(1013, 'this node takes no calls');
    },
    readiness: () => readiness({ database, sink, parts, isStopping }),
    health: () => ({ status: isSinkDegraded(sink) || flow.isFailing() ? 'degraded' : health(), version }),
    system: (orgId) =>
      systemStatus({
        config,
        clock,
        startedAt,
        database,
        calls,
        liveCalls,
        orgId,
        voice,
        sink,
        services,
        httpAddress: httpAddress(),
      }),
  } satisfies Partial<Parameters<typeof createApi>[0]>;
}

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
