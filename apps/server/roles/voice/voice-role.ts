import { networkInterfaces } from 'node:os';
import type { AgentDirectory, TrunkDirectory } from '@allo/business';
import { type CallServices, type MediaControl, MediaThread } from '@allo/call/session';
import {
  createDefaultPolicy,
  createSipUserAgent,
  createUdpTransport,
  localAddressFacing,
} from '@allo/call/wire/sip';
import type { CallId, OrgId } from '@allo/contracts';
import type { AlloEvent } from '@allo/contracts/events';
import type { Skillbase } from '@allo/contracts/skillbase';
import type { Clock, Ids, Lifecycle, Log, Random } from '@allo/kernel';
import type { Config } from '../../config/config.ts';
import { BrowserDesk } from '../../switchboard/browser-desk.ts';
import { SipDesk } from '../../switchboard/sip-desk.ts';
import { type AnsweringAgent, Switchboard } from '../../switchboard/switchboard.ts';
import { createCallResolver, createTrunkAccess } from './trunk-access.ts';
import { VoiceThread } from './voice-thread.ts';

export interface VoiceRoleOptions {
  config: Config;
  clock: Clock;
  ids: Ids;
  random: Random;
  log: Log;
  lifecycle: Lifecycle;
  orgId: OrgId;
  agents: AgentDirectory;
  trunks: TrunkDirectory;
  /** Services of the organisation's own; never rejects. */
  servicesOf(orgId: OrgId): Promise<CallServices>;
  onEvent(event: AlloEvent): void;
  recordingPath(orgId: OrgId, callId: CallId): Promise<string | null>;
  /** The call's audio is over and its recording closed. */
  onRecorded(orgId: OrgId, callId: CallId): void;
  /** A thread that calls live in died: this process cannot serve them any more. */
  onLost(what: string): void;
}

export interface VoiceRole {
  readonly switchboard: Switchboard;
  readonly browserDesk: BrowserDesk;
  /** Speaks the set phrases of what was published, so that the first call need not wait. */
  warm(skillbases: Skillbase[]): void;
  /** `192.168.1.5:5060`: what a telephone in the network dials. */
  readonly sipAddress: string;
}

/** The role that takes calls: media thread, voice thread, switchboard, SIP. */
export async function startVoiceRole(options: VoiceRoleOptions): Promise<VoiceRole> {
  const { config, clock, ids, random, log, lifecycle, orgId, agents, onEvent, recordingPath } = options;
  const { stt, llm, tts, hasPrivateProviders } = config;
  const media = new MediaThread({
    bindAddress: '0.0.0.0',
    rtpPortFrom: config.rtpPorts.first,
    rtpPortTo: config.rtpPorts.last,
    log,
    onLost: () => options.onLost('the media thread'),
  });
  await lifecycle.start(media);
  const control: MediaControl = media.control;
  control.onRecordingTrouble((callId, message, detail) => log.error({ callId, detail }, message));

  const voice = new VoiceThread({
    providers: { stt, llm, tts, hasPrivateProviders },
    logLevel: config.logLevel,
    mediaPort: await media.createVoicePort(),
    log,
    onReport: (report) => switchboard.onReport(report),
    onLost: () => options.onLost('the voice thread'),
  });
  const closing = new Set<Promise<unknown>>();
  const closeLine = (call: { orgId: OrgId; callId: CallId; lineId: number }) => {
    const closed = control
      .closeLine(call.lineId)
      .then(() => options.onRecorded(call.orgId, call.callId))
      .finally(() => closing.delete(closed));
    closing.add(closed);
    return closed;
  };
  const switchboard = new Switchboard({ clock, ids, random, log, voice, closeLine, onEvent });
  control.onLineClosed((lineId, reason) => switchboard.lineClosed(lineId, reason));
  await lifecycle.start(voice);

  const resolveAgent = async (org: OrgId, called: string): Promise<AnsweringAgent | null> => {
    const [agent, services] = await Promise.all([agents.resolveAgent(org, called), options.servicesOf(org)]);
    return agent && { ...agent, services };
  };
  const policy = sipPolicy(config);
  const access = createTrunkAccess(options.trunks, policy.trunks, policy.openSources);
  // A source that is trusted without being anybody's trunk belongs to the first organisation.
  const resolveCall = createCallResolver(access, orgId, { resolveAgent });
  const desk = { switchboard, media: control, recordingPath, log };
  const browserDesk = new BrowserDesk({ ...desk, resolveAgent, canHear: config.stt !== null, clock });
  const sipDesk = new SipDesk({ ...desk, resolveCall });
  const transport = createUdpTransport({ host: '0.0.0.0', port: config.sip.port, log });
  const sip = createSipUserAgent({
    clock,
    ids,
    random,
    log,
    transport,
    contact: config.sip.host ? { host: config.sip.host } : {},
    policy: { ...policy, trunks: access.sipTrunks() },
    onInvite: (invitation) => void sipDesk.onInvite(invitation),
  });
  options.trunks.onChanged(() => sip.setTrunks(access.sipTrunks()));
  await lifecycle.start({
    name: 'sip',
    start: () => sip.start(),
    drain: async (deadlineMs) => {
      sip.stopAccepting();
      browserDesk.stopAccepting();
      await switchboard.drain(deadlineMs);
      await Promise.all(closing);
    },
    stop: () => sip.close(),
  });
  const warm = (skillbases: Skillbase[]) => voice.send({ type: 'warm', skillbases });
  const published = await agents.list(orgId);
  warm(published.map((agent) => agent.skillbase));
  const host = config.sip.host ?? localAddressFacing('192.0.2.1');
  return { switchboard, browserDesk, warm, sipAddress: `${host}:${transport.local.port}` };
}

/** `SIP_TRUSTED` may call as they are, `SIP_USERS` with a password from anywhere. */
function sipPolicy(config: Config) {
  const trunks = config.sip.users.map((user) => ({
    id: `user-${user.user}`,
    sources: [],
    credentials: { username: user.user, password: user.password },
  }));
  // Whoever trusts 127.0.0.1 trusts this machine by its other addresses too: the one it prints is among them.
  const own = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((one) => one.address));
  const trusted = config.sip.trusted.includes('127.0.0.0/8')
    ? [...config.sip.trusted, ...own]
    : config.sip.trusted;
  return createDefaultPolicy({ trunks, openSources: trusted });
}
