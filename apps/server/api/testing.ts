import { Readable } from 'node:stream';
import { recordingKey, type TenantDatabase } from '@allo/business';
import { type CallId, defaultOrgId, type OrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import type { CallDetail, Lead } from '@allo/contracts/http';
import { createIds, createMasterKeys, createSilentLog, VirtualClock } from '@allo/kernel';
import { permissionsOf } from '@allo/contracts/access';
import type { AccessControl } from './access/index.ts';
import { noKeys, noTenancy } from './organisations/testing.ts';
import { noAccounts } from './accounts/testing.ts';
import type { ObjectStore } from '@allo/contracts/ports';
import type { Api } from './api.ts';
import type { ApiDeps } from './api-deps.ts';
import { createApi } from './create-api.ts';
import { noWebhooks } from './webhooks/testing.ts';
import { createTestStream, type TestStream } from './live/testing.ts';

/** Everybody is the owner of the organisation they name, or of the default one. */
export const openAccess: AccessControl = {
  principalOf: ({ organisation }) =>
    Promise.resolve({
      kind: 'user',
      id: 'u1',
      name: 'Owner',
      orgId: (organisation ?? defaultOrgId) as OrgId,
      role: 'owner',
      permissions: permissionsOf('owner'),
    }),
  accountOf: () =>
    Promise.resolve({ userId: 'u1', email: 'owner@example.com', name: 'Owner', sessionId: 's1' }),
};

/** Stores in memory, keyed by organisation as the real ones are. */
export interface TestApi {
  api: Api;
  clock: VirtualClock;
  /** Stores a call, its events and, if given, its recording. */
  addCall(call: CallDetail, more?: { orgId?: OrgId; events?: AlloEvent[]; recording?: Uint8Array }): void;
  addLead(lead: Lead): void;
  /** What happens. */
  stream: TestStream;
}

const noDatabase: TenantDatabase = {
  inOrganisation: () => Promise.reject(new Error('this test has no database')),
  acrossOrganisations: () => Promise.reject(new Error('this test has no database')),
};

const noObjects = new Proxy({} as ObjectStore, {
  get: () => () => Promise.reject(new Error('this test has no objects')),
});

export const otherOrgId = '00000000-0000-7000-8000-0000000000ff' as OrgId;

export async function createTestApi(overrides: Partial<ApiDeps> = {}): Promise<TestApi> {
  const clock = new VirtualClock();
  const calls = new Map<string, CallDetail>();
  const events = new Map<string, AlloEvent[]>();
  const recordings = new Map<string, Uint8Array>();
  const leads: Lead[] = [];
  const stream = createTestStream();
  const keyOf = (orgId: OrgId, callId: string) => `${orgId}/${callId}`;
  const api = await createApi({
    access: openAccess,
    accounts: noAccounts,
    limiter: { take: () => Promise.resolve({ isAllowed: true, remaining: 1, resetMs: 0 }) },
    requestsPerMinute: 200,
    requestMemory: {
      begin: () => Promise.resolve({ kind: 'fresh' }),
      finish: () => Promise.resolve(),
      forget: () => Promise.resolve(),
      trim: () => Promise.resolve(0),
    },
    corsOrigins: [],
    providers: {
      instance: () => ({ source: 'none', model: null, voice: null }),
      refusal: () => null,
      probe: () => Promise.reject(new Error('not asked for')),
    },
    redactionChanged: () => {},
    privacy: {
      retention: () => Promise.reject(new Error('not asked for')),
      changeRetention: () => Promise.reject(new Error('not asked for')),
      forgetPhone: () => Promise.reject(new Error('not asked for')),
      erasures: () => Promise.reject(new Error('not asked for')),
    },
    readiness: () => Promise.resolve({ status: 'ok', parts: [] }),
    tenancy: noTenancy,
    keys: noKeys,
    webhooks: noWebhooks,
    version: '0.1.0',
    calls: {
      list: (orgId, query) => {
        const items = [...calls].filter(([key]) => key.startsWith(orgId)).map(([, call]) => call);
        return Promise.resolve({ items: items.slice(0, query.limit), nextCursor: null });
      },
      get: (orgId, callId) => Promise.resolve(calls.get(keyOf(orgId, callId)) ?? null),
      events: (orgId, callId) => Promise.resolve(events.get(keyOf(orgId, callId)) ?? null),
      summaries: (orgId, ids) => Promise.resolve(ids.flatMap((id) => calls.get(keyOf(orgId, id)) ?? [])),
    },
    events: stream.events,
    db: noDatabase,
    agentsChanged: () => Promise.resolve(),
    trunksChanged: () => Promise.resolve(),
    objects: noObjects,
    hangUp: () => false,
    jobs: { add: () => Promise.resolve() },
    outgoing: {
      check: () => null,
      send: () => Promise.resolve({ kind: 'failed', code: 'unreachable', durationMs: 1 }),
    },
    probeTrunk: () => Promise.resolve({ isOk: true, steps: [] }),
    masterKeys: createMasterKeys([Buffer.alloc(32, 1).toString('base64')]),
    leads: {
      list: (_orgId, query) => Promise.resolve({ items: leads.slice(0, query.limit), nextCursor: null }),
    },
    recordings: {
      find: (key) => {
        const sizeBytes = recordings.get(key)?.length;
        return Promise.resolve(sizeBytes === undefined ? null : { sizeBytes, isFinished: false });
      },
      read: (key, range) => {
        const bytes = recordings.get(key) ?? new Uint8Array();
        return Readable.from([Buffer.from(range ? bytes.subarray(range.start, range.end + 1) : bytes)]);
      },
    },
    system: () => Promise.reject(new Error('not asked for')),
    health: () => ({ status: 'ready', version: '0.1.0' }),
    sipUri: (agentId) => `sip:${agentId}@192.0.2.1:5060`,
    clock,
    ids: createIds(clock),
    log: createSilentLog(),
    consoleDir: null,
    publicUrl: null,
    trustedProxies: [],
    onBrowserCall: (socket) => socket.close(),
    ...overrides,
  });
  return {
    api,
    clock,
    addCall: (call, more = {}) => {
      const orgId = more.orgId ?? defaultOrgId;
      calls.set(keyOf(orgId, call.id), call);
      events.set(keyOf(orgId, call.id), more.events ?? []);
      if (more.recording) recordings.set(recordingKey(orgId, call.id as CallId), more.recording);
    },
    addLead: (lead) => leads.push(lead),
    stream,
  };
}

/** A finished call that went well. */
export function sampleCall(id: string): CallDetail {
  return {
    id,
    agentId: 'lidia',
    agentName: 'Лидия',
    state: 'completed',
    direction: 'inbound',
    wire: 'sip',
    from: '+79161234567',
    to: 'lidia',
    startedAt: '2026-03-02T09:00:00.000Z',
    answeredAt: '2026-03-02T09:00:01.000Z',
    endedAt: '2026-03-02T09:00:31.000Z',
    durationMs: 30_000,
    endReason: 'agent-hung-up',
    outcome: 'lead',
    outcomeReason: 'everything is known',
    voiceToVoiceP50Ms: 640,
    hasRecording: true,
    fields: [{ name: 'name', value: 'Анна', display: 'Анна', isConfirmed: true }],
    transcript: [],
    codec: 'PCMA/8000',
    leadId: null,
  };
}
