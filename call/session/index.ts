export { CallSession, type CallProviders, type SessionOptions } from './session.ts';
export { SignalledLeg, type MediaLeg, type Signalling } from './signalled-leg.ts';
export {
  type MediaControl,
  MediaHost,
  type MediaStats,
  MediaThread,
  MediaVoicePort,
  type RtpLineTarget,
} from './threads/index.ts';
export { VoiceHost, type VoiceHostOptions } from './voice-host.ts';
export type { CallServices, ServiceSettings, VoiceCommand, VoiceReport } from './voice-protocol.ts';
