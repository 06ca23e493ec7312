import { join } from 'node:path';
import { isEspeakInstalled } from '@allo/adapters/espeak';
import type { Database } from '@allo/adapters/postgres';
import type { CallEventSink, CallStore, ServiceDirectory } from '@allo/business';
import type { OrgId } from '@allo/contracts';
import type { PartState, SystemStatus } from '@allo/contracts/http';
import type { Clock } from '@allo/kernel';
import type { Config } from '../config/config.ts';
import type { VoiceRole } from '../roles/voice/voice-role.ts';
import { version } from '../version.ts';
import type { LiveCalls } from './live-calls.ts';

export interface SystemStatusDeps {
  config: Config;
  clock: Clock;
  startedAt: Date;
  database: Database;
  calls: CallStore;
  /** Of all nodes. */
  liveCalls: Pick<LiveCalls, 'count'>;
  orgId: OrgId;
  voice: VoiceRole | null;
  httpAddress: string | null;
  sink: CallEventSink;
  /** An organisation's own services are shown to it in the place of the instance's. */
  services: ServiceDirectory;
}

/** What is running and what is missing, for the home page. */
export async function systemStatus(deps: SystemStatusDeps): Promise<SystemStatus> {
  const { config, clock, startedAt, calls, liveCalls, orgId, voice, httpAddress } = deps;
  const midnight = new Date(clock.wallTime());
  midnight.setHours(0, 0, 0, 0);
  return {
    version,
    startedAt: startedAt.toISOString(),
    addresses: { http: httpAddress ?? '', sip: voice?.sipAddress ?? null },
    roles: config.roles,
    activeCalls: await liveCalls.count(orgId),
    callsToday: await calls.countSince(orgId, midnight),
    parts: await parts(deps),
  };
}

async function parts(deps: SystemStatusDeps): Promise<PartState[]> {
  const { config, database, voice, sink, services, orgId } = deps;
  const { stt, llm, tts } = {
    stt: config.stt,
    llm: config.llm,
    tts: config.tts,
    ...(await services.of(orgId)),
  };
  const isReachable = await database.isReachable();
  const isStalled = sink.status().isStalled || !isReachable;
  const ok = (id: PartState['id'], label: string): PartState => ({ id, state: 'ok', label, code: null });
  const missing = (id: PartState['id'], code: string): PartState => ({
    id,
    state: 'missing',
    label: '',
    code,
  });
  const at = (service: Service) => `${service.model} · ${new URL(service.baseUrl).host}`;
  const embedded: PartState = {
    ...ok('database', database.label),
    code: database.kind === 'embedded' ? 'pglite_no_fsync' : null,
  };
  return [
    isStalled
      ? { id: 'database', state: 'degraded', label: database.label, code: 'provider_unreachable' }
      : embedded,
    voice ? ok('sip', `UDP ${voice.sipAddress}`) : missing('sip', 'sip_off'),
    stt ? ok('stt', at(stt)) : missing('stt', 'stt_no_key'),
    llm ? ok('llm', at(llm)) : missing('llm', 'llm_scenario_only'),
    ttsPart(tts, at),
    voice ? ok('vad', 'Silero') : missing('vad', 'sip_off'),
    ok(
      'recordings',
      config.objects.s3 ? `s3://${config.objects.s3.bucket}` : join(config.dataDir, 'objects'),
    ),
  ];
}

interface Service {
  baseUrl: string;
  model: string;
}

function ttsPart(tts: Service | null, at: (service: Service) => string): PartState {
  if (tts) return { id: 'tts', state: 'ok', label: at(tts), code: null };
  if (isEspeakInstalled()) return { id: 'tts', state: 'ok', label: 'eSpeak NG', code: 'tts_basic_voice' };
  return { id: 'tts', state: 'missing', label: '', code: 'tts_missing' };
}
